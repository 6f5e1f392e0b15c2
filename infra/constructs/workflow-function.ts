import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import type { FunctionName } from '../functions.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from '../stacks/stateful-stack.ts';
import type { MailLanes } from './mail-lanes.ts';
import { NodeFunction } from './node-function.ts';
import { grantTable, type TableAccess } from './table-grants.ts';

/** What every part of the workflow stack is made with. */
export interface WorkflowParts {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
  readonly lanes: MailLanes;
}

export interface WorkflowFunctionProps {
  readonly name: FunctionName;
  readonly description: string;
  readonly table: TableAccess;
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeout?: Duration;
}

/** A function that works on the table, with just the access that is named; its construct is called like itself. */
export class WorkflowFunction extends NodeFunction {
  constructor(scope: Construct, { settings, bundles, stateful }: WorkflowParts, props: WorkflowFunctionProps) {
    const { name, description, table, environment, timeout } = props;
    super(scope, pascal(name), {
      name,
      description,
      bundles,
      settings,
      environment: { ...tableEnvironment(stateful, settings), ...environment },
      ...(timeout && { timeout }),
    });
    grantTable(this, stateful.table, table);
  }
}

/** The settings that every function which knows the table has. */
export function tableEnvironment(stateful: StatefulStack, settings: Settings): Record<string, string> {
  return { TABLE_NAME: stateful.table.tableName, SITE_URL: settings.siteUrl };
}

/** `begin-leg` as `BeginLeg`. */
export function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
