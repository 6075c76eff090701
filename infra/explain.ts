// A finding of the AWS Solutions rules that is right to stay, with its reason, on the narrowest construct that shows it.
import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export const explain = (construct: IConstruct, rule: string, reason: string): void =>
  Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });

/** Explains one wildcard in the permissions of a role: the resource as it was written in the statement. */
export const explainWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  explain(construct, `IAM5[Resource::${plainText(construct, resource)}]`, reason);

// The rules spell references as <LogicalId.Attribute> and pseudo parameters as <AWS::Region>.
const plainText = (construct: IConstruct, resource: string): string => {
  const resolved: unknown = Stack.of(construct).resolve(resource);
  return typeof resolved === 'string' ? resolved : spell(resolved);
};

const spell = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('Ref' in value) return `<${String(value.Ref)}>`;
  if ('Fn::GetAtt' in value && Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in value && Array.isArray(value['Fn::Join']) && Array.isArray(value['Fn::Join'][1])) {
    return value['Fn::Join'][1].map(spell).join(String(value['Fn::Join'][0]));
  }
  throw new Error(
    `cannot spell ${JSON.stringify(value)} as the AWS Solutions rules do; write the resource as plain text and references`,
  );
};
