import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import { Announcer } from '../constructs/announcer.ts';
import { Digests } from '../constructs/digests.ts';
import { Machines } from '../constructs/machines.ts';
import { MailLanes } from '../constructs/mail-lanes.ts';
import { Mailer } from '../constructs/mailer.ts';
import { Retention } from '../constructs/retention.ts';
import { SetUp } from '../constructs/set-up.ts';
import { Upkeep } from '../constructs/upkeep.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface WorkflowStackProps extends StackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
}

/** What moves participants along: the state machines, the functions behind their states, the mail lanes, the sweep. */
export class WorkflowStack extends Stack {
  readonly lanes: MailLanes;

  constructor(scope: Construct, id: string, props: WorkflowStackProps) {
    super(scope, id, props);
    const { settings, bundles, stateful } = props;
    this.lanes = new MailLanes(this, 'Lanes');
    const parts = { settings, bundles, stateful, lanes: this.lanes };
    new Mailer(this, 'Mailer', parts);
    new Digests(this, 'Digests', parts);
    new Machines(this, 'Machines', parts);
    new Announcer(this, 'Announcer', parts);
    new Upkeep(this, 'Upkeep', parts);
    new Retention(this, 'Retention', parts);
    new SetUp(this, 'SetUp', parts);
  }
}
