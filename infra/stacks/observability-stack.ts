import { Stack, type StackProps } from 'aws-cdk-lib';
import { type Alarm, AlarmStatusWidget, AlarmWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { createAlarm } from '../constructs/alarms.ts';
import { everythingWatched } from '../constructs/watched.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from './stateful-stack.ts';
import type { WebStack } from './web-stack.ts';
import type { WorkflowStack } from './workflow-stack.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings;
  readonly stateful: StatefulStack;
  readonly workflow: WorkflowStack;
  readonly web: WebStack;
}

/** Alarms on what should not be, one topic that tells somebody, and a dashboard of the same. */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: ObservabilityStackProps) {
    super(scope, id, props);
    const { settings, stateful, workflow, web } = props;
    const action = new SnsAction(this.#createTopic(props));
    const watched = everythingWatched({ settings, lanes: workflow.lanes, table: stateful.table, api: web.api });
    const alarms = watched.map((each) => createAlarm(this, settings.environment, each, [action]));
    this.#addDashboard(settings, alarms);
  }

  #createTopic({ settings, stateful }: ObservabilityStackProps): Topic {
    const topic = new Topic(this, 'Trouble', { masterKey: stateful.key, enforceSSL: true });
    // CloudWatch encrypts what it publishes.
    stateful.key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    if (settings.alarmsTo) topic.addSubscription(new EmailSubscription(settings.alarmsTo));
    acknowledge(topic, {
      'Serverless-SNSRedrivePolicy': 'What could not be told by e-mail is still an alarm on the dashboard.',
    });
    return topic;
  }

  #addDashboard({ environment }: Settings, alarms: readonly Alarm[]): void {
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: `throughline-${environment}` });
    dashboard.addWidgets(new AlarmStatusWidget({ title: 'Alarms', width: 24, height: 6, alarms: [...alarms] }));
    dashboard.addWidgets(
      ...alarms.map((alarm) => new AlarmWidget({ title: alarm.node.id, alarm, width: 6, height: 5 })),
    );
  }
}
