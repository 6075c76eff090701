// Calls in which a machine reads a short message, by AWS End User Messaging.
import { BadInput } from '#domain/errors.ts';
import { voiceMessage } from '#templates/voice-message.ts';
import { sender } from '../channel.ts';
import { sendVoice } from './send-voice.ts';

export const voice = sender({
  render: voiceMessage,
  prepare: async ({ text, language }, { creditor, address, configurationSet, tags }) => {
    const { voiceSender } = creditor;
    if (voiceSender === undefined)
      throw new BadInput('no-sender', `creditor ${creditor.id} has no number that calls; set creditor.voiceSender`);
    const spokenBy = voices[language];
    return {
      content: JSON.stringify({ channel: 'voice', to: address, text, voice: spokenBy }, null, 2),
      contentType: 'application/json',
      extension: 'voice.json',
      send: () => sendVoice({ text, voice: spokenBy, to: address, from: voiceSender, configurationSet, tags }),
    };
  },
});

/** Of Polly: Spanish and Portuguese as they are spoken where most who listen live. */
const voices = { es: 'LUPE', en: 'JOANNA', pt: 'CAMILA' } as const;
