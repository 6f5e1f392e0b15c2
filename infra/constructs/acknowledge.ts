import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says beside a resource why what a pack of cdk-nag finds there is meant; `finding` is the rule's id with its pack. */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  Validations.of(construct).acknowledge(
    ...Object.entries(findings).map(([rule, reason]) => ({ id: `${packOf(rule)}::${rule}`, reason })),
  );
}

function packOf(rule: string): string {
  return rule.slice(0, rule.indexOf('-'));
}
