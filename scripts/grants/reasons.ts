/** Why a statement stands in the template although the demo's story never uses it. */
interface Reason {
  /** The policy's logical id without CloudFormation's hash, or AWS's own policy; `#` and the statement, or any of them. */
  readonly statement: RegExp;
  readonly reason: string;
}

/** A statement that was never used is a failure unless it stands here. */
export const reasons: readonly Reason[] = [
  {
    statement:
      /\/(Machines(Journey|Nomination|WorkGroup)|AnnouncerAnnounceChange)MachineRoleDefaultPolicy[0-9A-F]{8}#0$/,
    reason:
      'Log delivery: Step Functions itself sets up its log with these when a machine is made; nothing calls them here.',
  },
  {
    statement: /^aws:service-role\/AWSLambdaBasicExecutionRole#0$/,
    reason: 'Lambda itself writes the functions’ logs with it; there is no CloudWatch Logs here.',
  },
  {
    statement: /\/LanesDeadLettersPolicy[0-9A-F]{8}#AllowEventRule/,
    reason: 'EventBridge keeps an event that it could not hand to a function; in the story it can hand over every one.',
  },
  {
    statement: /\/MailerNoteDeliveryServiceRoleDefaultPolicy[0-9A-F]{8}#1$/,
    reason: 'Keeps a delivery event on which the function failed each time; in the story it never fails.',
  },
  {
    statement: /\/UpkeepNoteExecutionEndServiceRoleDefaultPolicy[0-9A-F]{8}#[012]$/,
    reason: 'For executions that fail, time out or are aborted; in the story every one finishes.',
  },
  {
    statement: /\/UpkeepSweepServiceRoleDefaultPolicy[0-9A-F]{8}#2$/,
    reason: 'The sweep begins what was lost before it began; no crash loses an execution in the story.',
  },
  {
    statement: /\/UpkeepSweepServiceRoleDefaultPolicy[0-9A-F]{8}#3$/,
    reason: 'The sweep asks what became of an execution that is overdue; none is in the story.',
  },
  {
    statement: /\/UpkeepSweepServiceRoleDefaultPolicy[0-9A-F]{8}#4$/,
    reason: 'The sweep wakes who the waker left waiting; the waker never fails in the story.',
  },
  {
    statement: /\/UpkeepSweepServiceRoleDefaultPolicy[0-9A-F]{8}#5$/,
    reason:
      'The sweep queues prompts that nothing carries, and what it failed on is kept among the dead letters; neither happens in the story.',
  },
  {
    statement: /\/UpkeepRaiseEpochServiceRoleDefaultPolicy[0-9A-F]{8}#[0123]$/,
    reason: 'For a restore from a backup, which an operator does by hand; there is none in the story.',
  },
  {
    statement:
      /\/AnnouncerAnnounceChange(ServiceRoleDefaultPolicy[0-9A-F]{8}#[01]|MachineRoleDefaultPolicy[0-9A-F]{8}#1)$/,
    reason: 'For a session, calendar or version that changes; in this story none does.',
  },
  {
    statement:
      /\/(AnnouncerBeginAnnouncementServiceRoleDefaultPolicy[0-9A-F]{8}#0|ConsoleServiceRoleDefaultPolicy[0-9A-F]{8}#2)$/,
    reason: 'Begins to announce a change, or a leg after an admin’s change; the story has neither.',
  },
  {
    statement:
      /\/(AnnouncerBeginAnnouncementServiceRoleDefaultPolicy[0-9A-F]{8}#3|UpkeepWakeServiceRoleDefaultPolicy[0-9A-F]{8}#2)$/,
    reason: 'Lambda reads the encrypted table’s stream with it; there is no KMS here.',
  },
  {
    statement: /\/ConsoleServiceRoleDefaultPolicy[0-9A-F]{8}#[56]$/,
    reason: 'An admin sends again what was given up (test/e2e/given-up.test.ts); in the story nothing is.',
  },
  {
    statement: /\/RetentionRunRetentionServiceRoleDefaultPolicy[0-9A-F]{8}#1$/,
    reason: 'Keeps a monthly run that failed each time; in the story it never fails.',
  },
  {
    statement: /\/SchedulerRoleForTarget[0-9a-f]{6}DefaultPolicy[0-9A-F]{8}#1$/,
    reason: 'Keeps a scheduled call that could not be made; in the story every one can.',
  },
];

/** The statements that were never used and for which no reason stands. */
export function unusedWithoutReason(use: ReadonlyMap<string, number>): string[] {
  return [...use]
    .filter(([statement, count]) => count === 0 && !reasons.some((each) => each.statement.test(statement)))
    .map(([statement]) => statement);
}

/** The reasons that no longer excuse anything: their statement is used now, or is gone. */
export function idleReasons(use: ReadonlyMap<string, number>): string[] {
  return reasons
    .filter((each) => ![...use].some(([statement, count]) => count === 0 && each.statement.test(statement)))
    .map(({ statement }) => String(statement));
}
