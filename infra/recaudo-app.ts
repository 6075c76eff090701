// The CDK app of one stage, refused at synthesis when the AWS Solutions rules find anything unexplained.
import { App, type AppProps, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { RecaudoStack } from './recaudo-stack.ts';
import { readSettings } from './settings.ts';

export const makeApp = (props: AppProps = {}): App => {
  const app = new App({ analyticsReporting: false, ...props });
  const settings = readSettings(app.node);
  const stack = new RecaudoStack(app, `recaudo-${settings.stage.name}`, settings);
  stack.tags.setTag('recaudo:stage', settings.stage.name);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
  return app;
};
