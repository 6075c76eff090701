// What API Gateway hands to a function, and what it wants back.
import * as z from 'zod';

/** The body of a request as the gateway gives it: text, or bytes as base64. */
export const httpBody = { body: z.string().nullable(), isBase64Encoded: z.boolean().default(false) };

export const bytesOf = ({
  body,
  isBase64Encoded,
}: {
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
}) => Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');

export type HttpAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
