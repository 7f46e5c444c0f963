/** Identifiers are branded, so that a meeting's id cannot be handed in where a receipt is wanted. */
type Brand<Name extends string> = string & { readonly brand: Name };

/** 12 lower-case letters and digits; public, appears in URLs of the console. */
export type MeetingId = Brand<'MeetingId'>;
/** 16 upper-case Crockford characters: what is printed on paper (TICKET-1). A secret. */
export type TicketSecret = Brand<'TicketSecret'>;
/** 64 hex digits: the hash of the secret. Whoever holds it can prove that the paper was here (TICKET-3). */
export type InnerHash = Brand<'InnerHash'>;
/** 64 hex digits: the hash of the inner hash; all that is kept of a ticket before it is spent. */
export type Commitment = Brand<'Commitment'>;
/** 32 hex digits made at random by the phone; the same key makes a repeated cast harmless (CAST-3). */
export type CastKey = Brand<'CastKey'>;
/** 8 Crockford characters, shown to the voter; proves acceptance, says nothing of the marks (CAST-6). */
export type Receipt = Brand<'Receipt'>;
