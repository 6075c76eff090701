// Entry of the CDK command line: `cdk deploy -c stage=production`, and the production stage when none is named.
import { makeApp } from './recaudo-app.ts';

makeApp().synth();
