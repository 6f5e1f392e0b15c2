import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';

/** Says beside a resource why what a pack of cdk-nag finds there is meant; `finding` is the rule's id with its pack. */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(findings).map(([rule, reason]) => ({ id: `${packOf(rule)}::${rule}`, reason })),
  );
}

/** What cdk-nag calls the finding that a policy is about every version of a function. */
export function versionsOf(fn: LambdaFunction): string {
  const logicalId = Stack.of(fn).getLogicalId(fn.node.defaultChild as CfnFunction);
  return `AwsSolutions-IAM5[Resource::<${logicalId}.Arn>:*]`;
}

function packOf(rule: string): string {
  return rule.slice(0, rule.indexOf('-'));
}
