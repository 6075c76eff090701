// How details of a debtor are written, apart from the words that lists use for them: senders of messages need the one and not the other.
export const longestWord = 60;
export const regionPattern = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
export const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
