// WhatsApp: what is submitted for approval keeps Meta's rules, and a message says the same with its places filled.
import { describe, expect, it } from 'vitest';
import { languages, tones } from '#domain/vocabulary.ts';
import { sampleOf, templateNames } from '#templates/samples.ts';
import { textsOf } from '#templates/texts.ts';
import { whatsappMessage } from '#templates/whatsapp-message.ts';

const all = languages.flatMap((language) =>
  templateNames(textsOf(language)).flatMap((template) => tones.map((tone) => ({ language, template, tone }))),
);
const messageOf = (use: (typeof all)[number]) =>
  whatsappMessage(sampleOf({ ...use, channel: 'whatsapp' }, textsOf(use.language)).data, textsOf(use.language));

describe('a WhatsApp message', () => {
  it.each(all)('has a name, places that are filled, and no place at its ends: $language, $template, $tone', (use) => {
    const { template, language, parameters, text } = messageOf(use);
    expect(template).toMatch(/^recaudo_[a-z_]+_(warm|plain|firm)$/);
    expect(language).toBe({ es: 'es', en: 'en', pt: 'pt_BR' }[use.language]);
    expect(text).not.toMatch(/\{\{|undefined|null/);
    for (const parameter of parameters) {
      expect(parameter).toMatch(/^\S(.*\S)?$/);
      expect(text).toContain(parameter);
    }
  });

  it('has another name once nothing is owed, for it then asks for nothing', () => {
    const { template, text } = messageOf({ language: 'en', template: 'paymentReceived', tone: 'warm' });
    expect(template).toBe('recaudo_payment_received_settled_warm');
    expect(text).not.toContain('How to pay');
  });
});
