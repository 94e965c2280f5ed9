import * as v from 'valibot';
import {amount, list, struct} from '../../support/schema.ts';

/** A miner's earnings since its registration, and the cost. */
export const earningsViewSchema = struct({
	/** At most 200, evenly spread. The first is from the registration. */
	samples: list(
		struct({
			block: v.number(),
			/** Milliseconds since the Unix epoch. */
			time: v.number(),
			/** Earned since the registration, in units of 1e-9 alpha. */
			earned: amount,
			/** Rao for one whole alpha. */
			price: amount,
		}),
	),
	/** Price paid for the registration according to the ledger, in rao, without the fee; `null` if the ledger has no payment for it. */
	paid: v.nullable(amount),
	/** Fees of the registration and of sales, in rao. */
	fees: amount,
	/** What left the hotkey of the earned alpha, in its 1e-9 unit. */
	goneAlpha: amount,
	/** What that brought, in rao; what was not sold by btop, at the price of that time. */
	goneTao: amount,
});

export type EarningsView = v.InferOutput<typeof earningsViewSchema>;
