import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Bundles } from '../bundles.ts';
import type { FunctionName } from '../functions.ts';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';

export interface NodeFunctionProps {
  readonly name: FunctionName;
  readonly bundles: Bundles;
  readonly settings: Settings;
  readonly description: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout?: Duration;
  readonly memorySize?: number;
}

/** A function of ours: Node 24 on ARM64, its own log group kept for three months, its physical name fixed. */
export class NodeFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    const functionName = `throughline-${props.settings.environment}-${props.name}`;
    super(scope, id, {
      functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.bundles[props.name]),
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout ?? Duration.seconds(30),
      environment: { NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_LOG_LEVEL: 'INFO', ...props.environment },
      logGroup: new LogGroup(scope, `${id}Logs`, {
        logGroupName: `/throughline/${props.settings.environment}/${props.name}`,
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
    acknowledge(this, {
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]':
        'Writes the function’s own log, and nothing else.',
      'Serverless-LambdaDLQ':
        'What events invoke has a failure destination; everything else is invoked by callers that see the error.',
      'Serverless-LambdaTracing':
        'Ids in the logs follow a form to its prompts; a trace would also keep addresses of pages, which hold secrets.',
    });
  }
}
