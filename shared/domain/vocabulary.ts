// The words that policies, facts, packs and texts share, as closed lists.

export const channels = ['email', 'sms', 'whatsapp', 'voice', 'call', 'visit', 'letter'] as const;
export const languages = ['es', 'en', 'pt'] as const;
export const tones = ['warm', 'plain', 'firm'] as const;
export const debtorTypes = ['consumer', 'business'] as const;
/** In order of seriousness. `scheduled` and `closed` are not configured: one comes before every window, one after all. */
export const stageNames = ['preventive', 'administrative', 'extrajudicial', 'handoff'] as const;
/** Texts that steps may name, besides the creditor's own; without a name they follow from the stage, the day and its contacts so far. */
export const templates = [
  'invoice',
  'preventive',
  'dueToday',
  'administrative',
  'secondNotice',
  'extrajudicial',
  'formalNotice',
  'handoff',
] as const;
/** What is written to a debtor besides the steps, because something happened: the most telling first, for one is said at a time. */
export const occasionNames = [
  'recap',
  'paymentReceived',
  'promiseConfirmed',
  'settlementOffer',
  'promiseBroken',
  'promiseReminder',
] as const;
/** What a person is asked to do. */
export const taskKinds = [
  'call',
  'visit',
  'approve-handoff',
  'decide-internal',
  'find-address',
  'settle-contact',
  'look-up-law',
  'match-payment',
  'confirm-settled',
  'confirm-reply',
  'operations',
] as const;

/** What a debtor may mean by an answer, the most careful reading first: the first of several that fit comes first. */
export const replyMeanings = ['stop', 'wrong-person', 'disputes', 'has-paid', 'cannot-pay', 'will-pay'] as const;

/** That somebody looked at what was sent: opened or read it, or followed a link in it. */
export const engagements = ['opened', 'clicked'] as const;
export type Engagement = (typeof engagements)[number];

/** Whose word it is: the debtor's own, in a conversation, an answer or by a link; a list's that was uploaded; or another system's. */
export const tellers = ['debtor', 'list', 'system'] as const;

/** Why nobody contacts a person any more. */
export const personStops = ['deceased', 'bankrupt'] as const;

export type OccasionName = (typeof occasionNames)[number];
/** What thanks, confirms or reports: it asks for no money. */
export const unaskingOccasions = [
  'recap',
  'paymentReceived',
  'promiseConfirmed',
] as const satisfies readonly OccasionName[];
export type TaskKind = (typeof taskKinds)[number];
export type Channel = (typeof channels)[number];
export type Language = (typeof languages)[number];
export type Template = (typeof templates)[number];
export type Teller = (typeof tellers)[number];
export type Tone = (typeof tones)[number];
export type DebtorType = (typeof debtorTypes)[number];
export type ReplyMeaning = (typeof replyMeanings)[number];
export type StageName = (typeof stageNames)[number];

/** Tasks in which an agent meets the debtor, which are channels, too; they are answered with a result. */
export type Meeting = TaskKind & Channel;
export const isMeeting = (by: TaskKind | Channel): by is Meeting => by === 'call' || by === 'visit';
