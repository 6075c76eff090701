// Where a function finds its credentials: Lambda puts those of its role into the environment. Stands in bundles for the chain that every
// client of the SDK brings along, which looks for profiles, single sign-on and other machines, and is a tenth of what a function loads.
import { fromEnv } from '@aws-sdk/credential-provider-env';

export const defaultProvider = fromEnv;
