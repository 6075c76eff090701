// What differs between stages, as data. Everything else is the same template everywhere.
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

export type Stage = {
  readonly name: string;
  /** Bundles the movable clock and lets every role read it. */
  readonly timeTravel: boolean;
  /** Deletion protection, and data that outlives the stack. */
  readonly keepsData: boolean;
  /** For how long a fresh execution of another definition is left alone, so that a deploy in progress settles. */
  readonly definitionGraceSeconds: number;
  readonly logRetention: RetentionDays;
  /** Local: no, because there the time-travel driver starts enrol and reconcile when the moved clock says so. */
  readonly runsSchedules: boolean;
  /** Whether events that payment providers mark as tests count. */
  readonly takesTestEvents: boolean;
  /** Local: no, because the emulator does not know AWS::Events::Archive. */
  readonly archivesEvents: boolean;
  /** Local: no, because the emulator receives no mail: there a mail is put below inbound/ as SES would. */
  readonly receivesMail: boolean;
  /** Local: no, because the emulator does not know AWS::SMSVOICE::ConfigurationSet. */
  readonly callsByMachine: boolean;
};

const production: Stage = {
  name: 'production',
  timeTravel: false,
  keepsData: true,
  definitionGraceSeconds: 300,
  logRetention: RetentionDays.ONE_YEAR,
  runsSchedules: true,
  takesTestEvents: false,
  archivesEvents: true,
  receivesMail: true,
  callsByMachine: true,
};

const sandbox: Stage = {
  ...production,
  name: 'sandbox',
  timeTravel: true,
  keepsData: false,
  takesTestEvents: true,
  logRetention: RetentionDays.ONE_MONTH,
};

const local: Stage = {
  ...sandbox,
  name: 'local',
  definitionGraceSeconds: 0,
  runsSchedules: false,
  archivesEvents: false,
  receivesMail: false,
  callsByMachine: false,
};

const stages: readonly Stage[] = [production, sandbox, local];

/** The stage of a name, production when none is given. Throws for any other. */
export const stageNamed = (name: unknown = 'production'): Stage => {
  const stage = stages.find((each) => each.name === name);
  if (stage) return stage;
  const names = stages.map((each) => each.name).join(', ');
  throw new Error(`context "stage": there is no stage ${JSON.stringify(name)}; use one of ${names}`);
};
