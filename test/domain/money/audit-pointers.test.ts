// How a debtor should list its invoices, and every way in which it may not.
import { describe, expect, it } from 'vitest';
import { auditListing, auditPointers, type Pointer } from '#domain/money/audit-pointers.ts';
import { anInvoice } from '#test/fixtures.ts';

const invoice = anInvoice({ invoice: 'F-1', due: '2026-03-02' });
const closed = anInvoice({ invoice: 'F-1', due: '2026-03-02', balance: 0, stage: 'closed' });
const open: Pointer = { invoice: 'F-1', names: 'F-1', due: '2026-03-02' };
const late: Pointer = { ...open, due: '2026-03-03' };
const ever: Pointer = { invoice: 'F-1', names: 'F-1' };
const other: Pointer = { invoice: 'F-2', names: 'F-2', due: '2026-03-02' };
const found = (differences: ReturnType<typeof auditListing>) =>
  differences.map(({ field, stored, recomputed }) => [field, stored, recomputed]);

describe('an invoice that owes something', () => {
  it.each([
    ['once among the open ones', [open, other]],
    ['among the closed as well, since it was closed before', [ever, open]],
  ])('is rightly listed %s', (_, pointers) => {
    expect(auditListing(invoice, true, pointers)).toEqual([]);
  });

  it.each([
    ['nowhere', [other], 'no'],
    ['among the closed alone', [ever], 'no'],
    ['by another due date', [late], '2026-03-03'],
    ['twice', [open, late], '2026-03-02, 2026-03-03'],
  ])('is reported when it is listed %s', (_, pointers, stored) => {
    expect(auditListing(invoice, true, pointers)).toEqual([
      { debtor: invoice.debtor, invoice: 'F-1', field: 'listed as open', stored, recomputed: '2026-03-02' },
    ]);
  });

  it('is reported when its stage is closed', () => {
    expect(found(auditListing(closed, true, [open]))).toEqual([['stage', 'closed', 'open']]);
  });
});

describe('an invoice that owes nothing', () => {
  it('is rightly listed among the closed, whether or not its collection has ended by now', () => {
    expect(auditListing(closed, false, [ever, other])).toEqual([]);
    expect(auditListing({ ...closed, stage: 'administrative' }, false, [ever])).toEqual([]);
  });

  it.each([
    ['nowhere', [other], [['listed as closed', 'no', 'yes']]],
    ['as open, too', [open, ever], [['listed as open', '2026-03-02', 'no']]],
    [
      'as open alone',
      [open],
      [
        ['listed as open', '2026-03-02', 'no'],
        ['listed as closed', 'no', 'yes'],
      ],
    ],
  ])('is reported when it is listed %s', (_, pointers, differences) => {
    expect(found(auditListing(closed, false, pointers))).toEqual(differences);
  });
});

describe('a pointer', () => {
  it('leads to an invoice of its debtor, under its own name', () => {
    expect(auditPointers('D-1', [invoice], [open, ever])).toEqual([]);
  });

  it('is reported when there is no such invoice', () => {
    expect(auditPointers('D-1', [invoice], [open, other, { invoice: 'F-3', names: 'F-3' }])).toEqual([
      {
        debtor: 'D-1',
        invoice: 'F-2',
        field: 'listed as open',
        stored: '2026-03-02',
        recomputed: 'no such invoice of the debtor',
      },
      {
        debtor: 'D-1',
        invoice: 'F-3',
        field: 'listed as closed',
        stored: 'yes',
        recomputed: 'no such invoice of the debtor',
      },
    ]);
  });

  it('is reported when it holds another name than it is filed under', () => {
    expect(found(auditPointers('D-1', [invoice], [{ ...open, names: 'F-2' }]))).toEqual([
      ['listed as open, by name', 'F-2', 'F-1'],
    ]);
  });
});
