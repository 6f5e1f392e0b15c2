import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arn, ArnFormat, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { type EventPattern, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, type Function as LambdaFn, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { DynamoEventSource, SqsDlq, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import { NodeFunction } from '../constructs/node-function.ts';
import { grantTable, type TableAccess } from '../constructs/table-grants.ts';
import type { FunctionName } from '../functions.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface WorkflowStackProps extends StackProps {
  readonly settings: Settings;
  readonly bundles: Bundles;
  readonly stateful: StatefulStack;
}

type MachineName = 'journey' | 'nomination';

/** What moves participants along: the state machines, the functions behind their states, the mail lanes, the sweep. */
export class WorkflowStack extends Stack {
  readonly urgentQueue: Queue;
  readonly routineQueue: Queue;
  readonly #props: WorkflowStackProps;
  readonly #deadLetters: Queue;

  constructor(scope: Construct, id: string, props: WorkflowStackProps) {
    super(scope, id, props);
    this.#props = props;
    this.#deadLetters = this.#queue('DeadLetters', {});
    this.urgentQueue = this.#lane('Urgent');
    this.routineQueue = this.#lane('Routine');
    this.#addMailer();
    this.#addDeliveryEvents();
    this.#addMachines();
    this.#addWaker();
    this.#addSweep();
    this.#addExecutionEnds();
    this.#addSetUp();
  }

  /** Fixed names and composed ARNs, so that functions and machines can name each other without a cycle. */
  machineArn(machine: MachineName): string {
    return Arn.format(
      {
        service: 'states',
        resource: 'stateMachine',
        resourceName: this.machineName(machine),
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      },
      this,
    );
  }

  machineName(machine: MachineName): string {
    return `throughline-${this.#props.settings.environment}-${machine}`;
  }

  /** The settings that most functions share. */
  commonEnvironment(): Record<string, string> {
    return { TABLE_NAME: this.#props.stateful.table.tableName, SITE_URL: this.#props.settings.siteUrl };
  }

  machineEnvironment(): Record<string, string> {
    return { JOURNEY_MACHINE_ARN: this.machineArn('journey'), NOMINATION_MACHINE_ARN: this.machineArn('nomination') };
  }

  laneEnvironment(): Record<string, string> {
    return { URGENT_QUEUE_URL: this.urgentQueue.queueUrl, ROUTINE_QUEUE_URL: this.routineQueue.queueUrl };
  }

  grantStart(fn: LambdaFn): void {
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:StartExecution'],
        resources: [this.machineArn('journey'), this.machineArn('nomination')],
      }),
    );
  }

  #queue(id: string, props: ConstructorParameters<typeof Queue>[2]): Queue {
    return new Queue(this, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...props,
    });
  }

  #lane(id: string): Queue {
    return this.#queue(id, {
      visibilityTimeout: Duration.seconds(180),
      deadLetterQueue: { queue: this.#deadLetters, maxReceiveCount: 5 },
    });
  }

  #function(
    name: FunctionName,
    description: string,
    table: TableAccess,
    more: Partial<{ environment: Record<string, string>; timeout: Duration }> = {},
  ): NodeFunction {
    const fn = new NodeFunction(this, pascal(name), {
      name,
      description,
      bundles: this.#props.bundles,
      settings: this.#props.settings,
      environment: { ...this.commonEnvironment(), ...more.environment },
      ...(more.timeout && { timeout: more.timeout }),
    });
    grantTable(fn, this.#props.stateful.table, table);
    return fn;
  }

  #addMailer(): void {
    const { settings, stateful } = this.#props;
    const mailer = this.#function(
      'deliver-prompts',
      'Decides once more, claims, renders and sends each queued prompt at its slot.',
      { read: true, write: ['UpdateItem'] },
      {
        timeout: Duration.seconds(30),
        environment: {
          SENDER_ADDRESS: settings.sender.address,
          SENDER_NAME: settings.sender.name,
          CONFIGURATION_SET: stateful.configurationSet.configurationSetName,
          LINK_KEYS_ARN: stateful.linkKeys.secretArn,
          URGENT_PER_SECOND: String(settings.mailRates.urgent),
          ROUTINE_PER_SECOND: String(settings.mailRates.routine),
          URGENT_QUEUE_ARN: this.urgentQueue.queueArn,
        },
      },
    );
    for (const queue of [this.urgentQueue, this.routineQueue])
      mailer.addEventSource(
        new SqsEventSource(queue, { batchSize: 10, maxConcurrency: 2, reportBatchItemFailures: true }),
      );
    stateful.linkKeys.grantRead(mailer);
    mailer.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [
          stateful.identity.emailIdentityArn,
          this.formatArn({
            service: 'ses',
            resource: 'configuration-set',
            resourceName: stateful.configurationSet.configurationSetName,
          }),
        ],
      }),
    );
  }

  #addDeliveryEvents(): void {
    const fn = this.#function('note-delivery', 'Enters deliveries, bounces and complaints in the prompt ledger.', {
      read: true,
      write: ['UpdateItem'],
    });
    this.#rule('DeliveryEvents', 'What became of the e-mails', fn, {
      source: ['aws.ses'],
      detailType: ['Email Delivered', 'Email Bounced', 'Email Complaint Received', 'Email Rejected'],
    });
  }

  #addMachines(): void {
    const lanes = this.laneEnvironment();
    const send = this.#function(
      'send-prompts',
      'Enters due prompts in the ledger and queues them.',
      { read: true, write: ['PutItem', 'ConditionCheckItem'] },
      { environment: lanes },
    );
    for (const queue of [this.urgentQueue, this.routineQueue]) queue.grantSendMessages(send);
    const begin = this.#function(
      'begin-leg',
      'Hands a journey over to its next execution, once.',
      { read: true, write: ['UpdateItem'] },
      { environment: this.machineEnvironment() },
    );
    this.grantStart(begin);
    const enrol = this.#function(
      'enrol',
      'Makes a participant of an accepted nominee and begins the journey.',
      { read: true, write: ['PutItem', 'UpdateItem'] },
      { environment: this.machineEnvironment() },
    );
    this.grantStart(enrol);
    const finish = this.#function(
      'finish',
      'Ends the driving of a journey or nomination that has nothing left to do.',
      { read: true, write: ['UpdateItem'] },
    );
    const shared = { SendPromptsFunctionArn: send, BeginLegFunctionArn: begin, FinishFunctionArn: finish };
    this.#machine('journey', {
      ...shared,
      PlanJourneyFunctionArn: this.#function('plan-journey', "Plans a participant's next step.", { read: true }),
      RecordProgressFunctionArn: this.#function(
        'record-progress',
        'Records what follows from time and the programme.',
        { read: true, write: ['PutItem', 'UpdateItem'] },
      ),
    });
    this.#machine('nomination', {
      ...shared,
      PlanNominationFunctionArn: this.#function('plan-nomination', "Plans a nomination's next step.", { read: true }),
      MoveNominationFunctionArn: this.#function('move-nomination', 'Moves a nomination on.', {
        read: true,
        write: ['PutItem', 'UpdateItem'],
      }),
      EnrolFunctionArn: enrol,
    });
  }

  #machine(name: MachineName, functions: Readonly<Record<string, LambdaFn>>): void {
    const file = join(import.meta.dirname, '..', '..', 'statemachines', `${name}.asl.json`);
    const { table } = this.#props.stateful;
    const machine = new StateMachine(this, pascal(`${name}-machine`), {
      stateMachineName: this.machineName(name),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(readFileSync(file, 'utf8')),
      definitionSubstitutions: {
        TableName: table.tableName,
        ...Object.fromEntries(Object.entries(functions).map(([substitution, fn]) => [substitution, fn.functionArn])),
      },
      // Without execution data: a wait's task token would be in it.
      logs: {
        destination: new LogGroup(this, pascal(`${name}-machine-logs`), {
          logGroupName: `/aws/vendedlogs/states/${this.machineName(name)}`,
          retention: RetentionDays.THREE_MONTHS,
        }),
        level: LogLevel.ERROR,
        includeExecutionData: false,
      },
    });
    // CDK grants nothing for a definition given as text.
    for (const fn of Object.values(functions)) fn.grantInvoke(machine);
    machine.addToRolePolicy(
      new PolicyStatement({ actions: ['dynamodb:UpdateItem', 'dynamodb:GetItem'], resources: [table.tableArn] }),
    );
  }

  #addWaker(): void {
    const { table } = this.#props.stateful;
    const waker = this.#function(
      'wake',
      'Wakes whoever waits on older facts than the table now holds.',
      {},
      { environment: this.machineEnvironment() },
    );
    waker.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 25,
        retryAttempts: 10,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.#deadLetters),
        filters: [FilterCriteria.filter({ dynamodb: { NewImage: { wakeDue: { S: FilterRule.exists() } } } })],
      }),
    );
    this.#grantWake(waker);
  }

  #addSweep(): void {
    const sweep = this.#function(
      'sweep',
      'Finds what a crash left behind: wake-ups, lost executions, prompts that nothing carries.',
      { read: true, readIndexes: true, write: ['UpdateItem'] },
      {
        timeout: Duration.minutes(5),
        environment: { ...this.machineEnvironment(), ...this.laneEnvironment() },
      },
    );
    this.grantStart(sweep);
    this.#grantWake(sweep);
    for (const queue of [this.urgentQueue, this.routineQueue]) queue.grantSendMessages(sweep);
    sweep.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:DescribeExecution'],
        resources: (['journey', 'nomination'] as const).map((machine) =>
          Arn.format(
            {
              service: 'states',
              resource: 'execution',
              resourceName: `${this.machineName(machine)}:*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            },
            this,
          ),
        ),
      }),
    );
    this.#keepFailures(sweep);
    new Rule(this, 'SweepEveryQuarter', {
      description: 'The sweep, every fifteen minutes',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(sweep, { deadLetterQueue: this.#deadLetters })],
    });
  }

  #addExecutionEnds(): void {
    const fn = this.#function(
      'note-execution-end',
      'Begins the next leg of an execution that failed, timed out or was aborted.',
      { read: true, write: ['UpdateItem'] },
      { environment: this.machineEnvironment() },
    );
    this.grantStart(fn);
    this.#rule('ExecutionsEndedEarly', 'Executions that ended without finishing', fn, {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: {
        status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        stateMachineArn: [this.machineArn('journey'), this.machineArn('nomination')],
      },
    });
  }

  /** Called by the deploy (and by `npm start`), never by the public. */
  #addSetUp(): void {
    this.#function(
      'publish-programmes',
      'Publishes the programme versions that the repository holds as immutable rows.',
      { read: true, write: ['PutItem'] },
    );
    this.#function('open-cohort', 'Opens a cohort from its file.', { read: true, write: ['PutItem'] });
  }

  #rule(id: string, description: string, fn: LambdaFn, eventPattern: EventPattern): void {
    this.#keepFailures(fn);
    new Rule(this, id, {
      description,
      eventPattern,
      targets: [new LambdaFunction(fn, { deadLetterQueue: this.#deadLetters, retryAttempts: 5 })],
    });
  }

  /** A rule's dead letters are events that could not be handed over; this is for those on which the function failed. */
  #keepFailures(fn: LambdaFn): void {
    fn.configureAsyncInvoke({ onFailure: new SqsDestination(this.#deadLetters), retryAttempts: 2 });
  }

  /** AWS lists no resource for SendTask*, so it is granted on everything. */
  #grantWake(fn: LambdaFn): void {
    fn.addToRolePolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: ['states:SendTaskSuccess'], resources: ['*'] }),
    );
  }
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
