// What an agent says on a call or a visit: who first, then the debt, then listening, ways out, what follows, and the close.
import { BrokenInvariant } from '#domain/errors.ts';
import { accountOf } from './account.ts';
import { renderText } from './liquid.ts';
import type { MessageData, ScriptMessage } from './message-data.ts';
import { paymentLines } from './payment-ways.ts';
import { bullets, wrap } from './plain-text.ts';
import { inTone, type Texts } from './texts.ts';
import { followingOf, toldOf, variablesOf } from './variables.ts';

export const scriptMessage = (data: MessageData, channel: ScriptMessage['channel'], texts: Texts): ScriptMessage => {
  const variables = variablesOf(data, texts);
  const { script, lines, labels } = texts;
  const { script: own } = toldOf(data, texts);
  if (!own) throw new BrokenInvariant(`no script is written for the ${data.stage} stage`);
  const say = (text: string): string =>
    renderText(text, variables)
      .replace(/ {2,}/g, ' ')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => wrap(line, line.startsWith('- ') ? '  ' : ''))
      .join('\n');
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [script.headings.manner, [say(inTone(script.manner, data.tone))]],
    [script.headings.opening, [say(script[channel].opening)]],
    [
      script.headings.reason,
      [
        say(own.reason),
        ...(variables.partPaid ? [say(lines.partPaid)] : []),
        ...(variables.promised ? [say(lines.promised)] : []),
        ...(variables.early ? [say(lines.earlyPayment)] : []),
        ...(variables.several ? [say(script.others)] : []),
      ],
    ],
    [script.headings.account, [accountOf(data, texts).text]],
    [script.headings.listening, [say(own.listening)]],
    [script.headings.solutions, [say(own.solutions), say(script.solutions)]],
    [labels.pay, [bullets(paymentLines(data, texts)), say(lines.payReference)]],
    [script.headings.consequences, [say(texts.next[followingOf(data)])]],
    [script.headings.close, [say(script[channel].close), say(script.close)]],
  ];
  return {
    channel,
    title: say(script[channel].title).replaceAll('\n', ' ').replaceAll('\u00a0', ' '),
    script: sections
      .map(([heading, parts], index) => [`${index + 1}. ${heading.toLocaleUpperCase()}`, ...parts].join('\n'))
      .join('\n\n')
      .replaceAll('\u00a0', ' ')
      .concat('\n'),
  };
};
