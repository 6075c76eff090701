// How long it takes to word a message: every text that comes with Recaudo, in every language, by every channel that says it. Letters are
// laid out to the finished PDF.
import { letterPage } from '#channels/letter/letter-page.ts';
import { type Channel, channels, languages } from '#domain/vocabulary.ts';
import { renderPdf } from '#statements/render-pdf.ts';
import { longestRenderMs } from '#templates/liquid.ts';
import { type MessageData, renderMessage } from '#templates/message.ts';
import {
  channelsOfTemplate,
  sampleCreditor,
  sampleOf,
  type TemplateUse,
  templateNames,
  worstOf,
} from '#templates/samples.ts';
import { textsOf } from '#templates/texts.ts';
import { type Measure, median } from './measure.ts';

export const benchTemplates = async (): Promise<readonly Measure[]> => {
  const measures: Measure[] = [];
  for (const channel of channels) {
    const [ordinary, all]: [number[], number[]] = [[], []];
    for (const use of usesOf(channel)) {
      const texts = textsOf(use.language);
      const usual = await millisecondsOf(sampleOf(use, texts).data, channel === 'letter' ? 3 : 9);
      ordinary.push(usual);
      all.push(usual);
      for (const { data } of worstOf(use, texts)) all.push(await millisecondsOf(data, channel === 'letter' ? 1 : 3));
    }
    const what = `${nouns[channel]} worded`;
    measures.push(
      { name: `${what}, median of ${ordinary.length} texts`, value: median(ordinary), unit: 'ms' },
      {
        name: `${what}, slowest with the worst data`,
        value: Math.max(...all),
        unit: 'ms',
        bound: { atMost: longestRenderMs },
      },
    );
  }
  return measures;
};

const nouns: Readonly<Record<Channel, string>> = {
  email: 'a mail',
  sms: 'a text message',
  whatsapp: 'a WhatsApp message',
  voice: 'an automated call',
  call: 'a script of a call',
  visit: 'a script of a visit',
  letter: 'a PDF of a letter',
};

const usesOf = (channel: Channel): readonly TemplateUse[] =>
  languages.flatMap((language) =>
    templateNames(textsOf(language))
      .filter((template) => channelsOfTemplate(template).includes(channel))
      .map((template) => ({ template, language, channel, tone: 'plain' })),
  );

/** Of processor time, the median of some rounds after one to warm up; each round goes on until the clock can tell it. */
const millisecondsOf = async (data: MessageData, rounds: number): Promise<number> => {
  await render(data);
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = process.cpuUsage();
    for (let times = 1; ; times += 1) {
      await render(data);
      const { user, system } = process.cpuUsage(begun);
      if (user + system < shortestRound) continue;
      took.push((user + system) / 1000 / times);
      break;
    }
  }
  return median(took);
};
/** Microseconds. */
const shortestRound = 2_000;

const render = async (data: MessageData): Promise<void> => {
  const message = renderMessage(data);
  if (message.channel === 'letter')
    await renderPdf(
      letterPage(message, { creditor: sampleCreditor(data.language), country: 'ES', to, isRegistered: true }),
    );
};
const to = { lines: ['Calle Mayor 1, 3º B'], postalCode: '28013', city: 'Madrid', country: 'ES' };
