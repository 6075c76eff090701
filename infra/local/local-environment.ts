// The environment by which any AWS client finds the local AWS and nothing else: the one difference from the real one.

import { messagingEnvironment } from './messaging.ts';

export const localRegion = 'us-east-1';
/** The emulator takes an access key of 12 digits for the account that it belongs to. */
export const localAccount = '000000000000';

/** Variables to set. Keys, profiles and endpoints of the person who runs this are never read. `messaging` is its stand-in, where one runs. */
export const localEnvironment = (endpoint: string, messaging?: string): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL: endpoint,
  ...(messaging === undefined ? {} : messagingEnvironment(messaging)),
  AWS_REGION: localRegion,
  AWS_DEFAULT_REGION: localRegion,
  AWS_ACCESS_KEY_ID: localAccount,
  AWS_SECRET_ACCESS_KEY: 'local',
  // Empty counts as not set; a profile would win over the key, and with it a real account.
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
  AWS_DEFAULT_PROFILE: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** This process's environment without any AWS setting of its own. */
export const withoutAws = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_')));
