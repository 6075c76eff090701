// What a check says of steps that carry documents.
import { describe, expect, it } from 'vitest';
import { policyLints } from '#domain/policy-lints/policy-lints.ts';
import { checkPolicy } from '#policies/check-policy.ts';
import { defaultPolicy, defaultPolicyText } from '#policies/default-policy.ts';
import { aPolicy } from '#test/fixtures.ts';

const { creditor, stages, steps } = defaultPolicy();
const documentHosts = ['invoices.example.com'];
const lintsOf = (given: object, hosts: readonly string[] | undefined = documentHosts, notice = false) =>
  policyLints(
    aPolicy({
      creditor: { ...creditor, ...(hosts.length === 0 ? {} : { documentHosts: [...hosts] }) },
      stages: stages.map((stage) => (stage.name === 'administrative' ? { ...stage, requiresNotice: notice } : stage)),
      steps: [
        { id: 'invoice', stage: 'preventive', day: -7, channel: 'email', template: 'invoice', tone: 'warm', ...given },
        ...steps.filter(({ stage }) => stage !== 'preventive'),
      ],
    }).content,
    {
      lacks: () => [],
      charges: { packs: [], rates: new Map(), today: '2026-03-02' },
      sends: ['email', 'sms', 'call', 'visit'],
      packs: [],
      values: [],
    },
  ).map(({ path, code, reason }) => `${path.join('.')} ${code}: ${reason}`);
const attach = ['invoice'];
const link = ['invoice'];

describe('a step that carries a document', () => {
  it.each<readonly [object, readonly string[], readonly string[]]>([
    [{ attach }, documentHosts, []],
    [{ attach, link, fallback: 'sms' }, documentHosts, []],
    [{ link, channel: 'sms', fallback: 'email' }, documentHosts, []],
    [{ attach }, [], []],
    [
      { attach, channel: 'sms', fallback: 'email' },
      documentHosts,
      ['steps.0.channel cannot-carry: no sms carries a file: the step never goes by it'],
    ],
    [
      { attach, fallback: ['sms', 'call'] },
      documentHosts,
      [
        'steps.0.fallback cannot-carry: no sms carries a file: the step never goes by it',
        'steps.0.fallback cannot-carry: no call carries a file: the step never goes by it',
        'steps.0.template no-text: there is no text "invoice" for call: the one of its stage and tone is used',
      ],
    ],
    [
      { link, fallback: 'call' },
      documentHosts,
      [
        'steps.0.fallback cannot-carry: no call shows a link: the step never goes by it',
        'steps.0.template no-text: there is no text "invoice" for call: the one of its stage and tone is used',
      ],
    ],
    [
      { link },
      [],
      ['steps.0.link no-document-hosts: no host is allowed, so no link is sent and the step is never taken'],
    ],
    [{ link, attach }, [], ['steps.0.link no-document-hosts: no host is allowed, so no link is sent']],
    [{}, documentHosts, ['steps.0.template no-document: it says "here is your invoice" and has none with it']],
    [
      { attach, template: 'inovice' },
      documentHosts,
      [
        'steps.0.template no-text: "inovice" is no text that comes with Recaudo: where the creditor\'s own have none, that of its stage is sent',
      ],
    ],
  ])('%j with hosts %j', (given, hosts, expected) => expect(lintsOf(given, hosts)).toEqual(expected));

  it('is no notice to rely on: without its document it is passed over', () => {
    expect(lintsOf({ attach }, documentHosts, true)).toEqual([
      'steps stage-without-notice: every step of "preventive" has a rule, or a document to carry: where none holds, "administrative" is never entered',
    ]);
  });
});

describe('the fields', () => {
  const problemsOf = (yaml: string) =>
    checkPolicy(`extends: default\n${yaml}`, {
      file: 'p.yaml',
      today: '2026-03-02',
      resolve: () => defaultPolicyText(),
    }).problems.map(({ reason }) => reason);

  it.each([
    ['invoices.example.com', true],
    ['a.b', false],
    ['localhost', false],
    ['Invoices.example.com', false],
    ['https://invoices.example.com', false],
    ['*.example.com', false],
    ['-a.example.com', false],
  ])('take %s for a host: %s', (host, isHost) => {
    expect(problemsOf(`creditor: { documentHosts: ["${host}"] }`).length === 0).toBe(isHost);
  });

  it('know the documents that there are', () => {
    const step = (field: string) =>
      `steps: [{ id: a, stage: preventive, day: 0, channel: email, ${field} }, { id: b, stage: administrative, day: 1, channel: email }, { id: c, stage: extrajudicial, day: 31, channel: email }]`;
    expect(problemsOf(step('attach: [invoice]'))).toEqual([]);
    for (const wrong of ['attach: [statement]', 'attach: []', 'attach: invoice', 'link: [invoice, invoice]'])
      expect(problemsOf(step(wrong)), wrong).not.toEqual([]);
  });
});
