import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { WorkflowFunction, type WorkflowParts } from './workflow-function.ts';

/** Called by the deploy (and by `npm start`), never by the public. */
export class SetUp extends Construct {
  constructor(scope: Construct, id: string, parts: WorkflowParts) {
    super(scope, id);
    new WorkflowFunction(this, parts, {
      name: 'publish-programmes',
      description: 'Publishes the programme versions that the repository holds as immutable rows.',
      table: { read: true, write: ['PutItem'] },
    });
    new WorkflowFunction(this, parts, {
      name: 'open-cohort',
      description: 'Opens a cohort from its file.',
      table: { read: true, write: ['PutItem'] },
    });
    new WorkflowFunction(this, parts, {
      name: 'import-schools',
      description: 'Takes in rows of the register of schools.',
      table: { readMany: true, write: ['PutItem'] },
      timeout: Duration.minutes(2),
    });
  }
}
