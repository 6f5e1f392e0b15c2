import { Authoriser, type NamedPolicy } from '../services/iam/authoriser.ts';
import type { Inventory } from '../template/inventory.ts';
import type { Place } from '../template/physical-names.ts';

export interface AuthorityOptions {
  readonly inventory: Inventory;
  readonly place: Place;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** The evaluator over the template's roles and queue policies. */
export function createAuthority({ inventory, place, now, log }: AuthorityOptions): Authoriser {
  const { tables, secrets, emailIdentities, roles } = inventory;
  return new Authoriser({
    policies: new Map(roles.map(({ arn, policies }) => [arn, policies])),
    resourcePolicies: queuePolicies(inventory),
    estate: {
      ...place,
      partitionKeyOf: (name) => tables.find(({ tableName }) => tableName === name)?.keySchema[0]?.AttributeName,
      secretArnOf: (id) => secrets.find(({ name, arn }) => name === id || arn === id)?.arn ?? id,
      emailIdentities: emailIdentities.map(({ identity }) => identity),
    },
    now,
    log,
  });
}

function queuePolicies({ queues, queuePolicies: all }: Inventory): Map<string, NamedPolicy[]> {
  return new Map(
    queues.map(({ arn, url }): [string, NamedPolicy[]] => [
      arn,
      all.filter(({ queueUrls }) => queueUrls.includes(url)).map(({ path, policy }) => ({ id: path, policy })),
    ]),
  );
}
