// What this deployment can contact debtors by.
import type { Channel } from '#domain/vocabulary.ts';

/** Those that messages are sent by: each has a folder here. */
export const sendingChannels = ['email', 'sms', 'whatsapp', 'voice', 'letter'] as const satisfies readonly Channel[];
export type SendingChannel = (typeof sendingChannels)[number];

/** A policy that asks for another channel is not put in force. Calls and visits are tasks of people. */
export const connectedChannels: readonly Channel[] = [...sendingChannels, 'call', 'visit'];
