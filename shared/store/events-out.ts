// Which events a change of the table means to the outside. Stages are compared here, because stream filters cannot.
import { isStatusItem } from './keys.ts';

export type EventOut = {
  readonly type:
    | 'Stage Entered'
    | 'Contact Made'
    | 'Task Opened'
    | 'Task Worked'
    | 'Handed Off'
    | 'Closed'
    | 'Sending Stopped'
    | 'Sending Started'
    | BatchEventType;
  readonly detail: Readonly<Record<string, unknown>>;
};
type BatchEventType =
  | 'Batch Received'
  | 'Batch Refused'
  | 'Batch Held'
  | 'Batch Imported'
  | 'Batch Settled'
  | 'Batch Undone';
type Image = Readonly<Record<string, unknown>>;
type Change = { readonly id: string; readonly kind: string; readonly before?: Image; readonly after?: Image };

/** `id` is the change's own, so that consumers can tell a repeated event. */
export const eventsOut = ({ id, kind, before, after }: Change): readonly EventOut[] => {
  if (!after) return [];
  const sort = String(after.sk);
  const pick = (...names: readonly string[]) => ({
    id,
    ...Object.fromEntries(names.flatMap((name) => (after[name] === undefined ? [] : [[name, after[name]]]))),
  });
  if (sort === 'INVOICE') return stageEvents(before, after, pick);
  if (sort === 'BATCH') return batchEvents(before, after, pick);
  if (sort.startsWith('STOP#')) return sendingEvents(before, after, pick);
  if (kind === 'MODIFY' && sort.startsWith('TASK#')) return attemptEvents(before, after, pick);
  if (kind !== 'INSERT') return [];
  if (sort.startsWith('CONTACT#')) {
    if (isStatusItem(after)) return [];
    return [
      {
        type: 'Contact Made',
        detail: {
          ...pick(
            'creditor',
            'debtor',
            'contact',
            'stage',
            'step',
            'channel',
            'because',
            'policyVersion',
            'segment',
            'arm',
            'claimedAt',
          ),
          invoice: after.lead,
          covers: invoicesOf(after.covers),
        },
      },
    ];
  }
  if (sort.startsWith('TASK#'))
    return [
      {
        type: 'Task Opened',
        detail: { ...pick('creditor', 'debtor', 'invoice', 'task', 'openedAt'), task: after.task, kind: after.kind },
      },
    ];
  if (sort.startsWith('PLACEMENT#'))
    return [
      {
        type: 'Handed Off',
        detail: pick(
          'creditor',
          'debtor',
          'invoice',
          'agency',
          'amount',
          'currency',
          'dossier',
          'dossierHash',
          'placedAt',
        ),
      },
    ];
  return [];
};

const stageEvents = (
  before: Image | undefined,
  after: Image,
  pick: (...names: readonly string[]) => Readonly<Record<string, unknown>>,
): readonly EventOut[] => {
  const { stage } = after;
  if (stage === before?.stage || stage === 'scheduled') return [];
  const detail = {
    ...pick('creditor', 'debtor', 'invoice', 'currency', 'balance', 'due', 'run', 'because'),
    stage,
    from: before?.stage,
  };
  return [{ type: stage === 'closed' ? 'Closed' : 'Stage Entered', detail }];
};

/** `*` for the creditor or the channel is all of them. */
const sendingEvents = (
  before: Image | undefined,
  after: Image,
  pick: (...names: readonly string[]) => Readonly<Record<string, unknown>>,
): readonly EventOut[] => {
  if (after.status === before?.status) return [];
  const type = after.status === 'stopped' ? 'Sending Stopped' : 'Sending Started';
  return [{ type, detail: pick('creditor', 'channel', 'at', 'by', 'reason') }];
};

/** Each attempt at a task, once; what was said stays here. */
const attemptEvents = (
  before: Image | undefined,
  after: Image,
  pick: (...names: readonly string[]) => Readonly<Record<string, unknown>>,
): readonly EventOut[] => {
  const known = attemptsOf(before).length;
  const about = pick('creditor', 'debtor', 'invoice', 'contact', 'stage', 'step', 'template', 'segment', 'arm');
  return attemptsOf(after)
    .slice(known)
    .map(({ result, note: _, recap: __, event: ___, ...attempt }, index) => ({
      type: 'Task Worked',
      detail: {
        ...{ ...about, task: after.task, kind: after.kind, attempt: known + index + 1, ...attempt },
        ...pledgeOf(result),
      },
    }));
};

const isImage = (value: unknown): value is Image => typeof value === 'object' && value !== null;
const attemptsOf = (image: Image | undefined): readonly Image[] =>
  Array.isArray(image?.attempts) ? image.attempts.filter(isImage) : [];

/** What was promised, and by when. */
const pledgeOf = (result: unknown): Image => {
  if (!isImage(result) || result.kind !== 'promise') return {};
  const { date, amount, currency } = result;
  return { promised: date, ...(amount === undefined ? {} : { amount, currency }) };
};

const batchEventTypes: Readonly<Record<string, BatchEventType>> = {
  received: 'Batch Received',
  refused: 'Batch Refused',
  held: 'Batch Held',
  imported: 'Batch Imported',
  incomplete: 'Batch Imported',
  undone: 'Batch Undone',
};

const batchEvents = (
  before: Image | undefined,
  after: Image,
  pick: (...names: readonly string[]) => Readonly<Record<string, unknown>>,
): readonly EventOut[] => {
  const type = batchEventType(before, after);
  if (type === undefined) return [];
  const known = pick('batch', 'file', 'profile', 'isRehearsal', 'status', 'rows', 'rejected', 'totals', 'accepted');
  return [
    { type, detail: { ...known, ...pick('contacts', 'brakes', 'refused', 'fullList', 'undo'), ...confirmedIn(after) } },
  ];
};

const batchEventType = (before: Image | undefined, after: Image): BatchEventType | undefined => {
  if (after.status !== before?.status) return batchEventTypes[String(after.status)];
  const settled = settledAt(after);
  return settled !== undefined && settled !== settledAt(before) ? 'Batch Settled' : undefined;
};

/** Without what the person wrote beside it: that may be about somebody. */
const confirmedIn = ({ confirmed }: Image): { readonly confirmed?: object } => {
  if (typeof confirmed !== 'object' || confirmed === null) return {};
  return { confirmed: Object.fromEntries(Object.entries(confirmed).filter(([name]) => name !== 'note')) };
};

const settledAt = (image: Image | undefined): unknown => {
  const confirmed = image?.confirmed;
  return typeof confirmed === 'object' && confirmed !== null && 'finishedAt' in confirmed
    ? confirmed.finishedAt
    : undefined;
};

const invoicesOf = (covers: unknown): readonly unknown[] =>
  Array.isArray(covers)
    ? covers.flatMap((cover: unknown) =>
        typeof cover === 'object' && cover !== null && 'invoice' in cover ? [cover.invoice] : [],
      )
    : [];
