// What SNS logs about text messages, in the shape that AWS documents.
import { expect, it } from 'vitest';
import { readDeliveryReports } from '#channels/delivery-reports.ts';

const logged = (status: string, providerResponse: string) => ({
  notification: { messageId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf', timestamp: '2016-06-28 00:40:34.558' },
  delivery: {
    phoneCarrier: 'My Phone Carrier',
    mnc: 270,
    destination: '+34600000000',
    priceInUSD: 0.00645,
    smsType: 'Transactional',
    mcc: 310,
    providerResponse,
    dwellTimeMs: 599,
    dwellTimeMsUntilDeviceAck: 1344,
  },
  status,
});

it('says that the carrier took a message', () => {
  expect(readDeliveryReports(logged('SUCCESS', 'Message has been accepted by phone carrier'))).toEqual([
    {
      event: 'sms SUCCESS',
      providerId: '34d9b400-c6dd-5444-820d-fbeb0f1f54cf',
      sent: { correspondence: '+34600000000' },
      says: { kind: 'delivered' },
    },
  ]);
});

it.each([
  ['Invalid phone number', true],
  ['Phone number is opted out', true],
  ['Phone has blocked SMS', true],
  ['Phone is on a blocked list', true],
  ['Unknown error attempting to reach phone', false],
  ['Phone is currently unreachable/unavailable', false],
  ['Blocked as spam by phone carrier', false],
  ['This delivery would exceed max price', false],
])('says that one failed: %s, and the number is dead: %s', (response, permanent) => {
  expect(readDeliveryReports(logged('FAILURE', response))).toMatchObject([
    { says: { kind: 'failed', reason: `sms: ${response}`, permanent } },
  ]);
});
