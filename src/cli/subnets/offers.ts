import type {ChainClient} from '../../chain/client.ts';
import type {Head} from '../../chain/head.ts';
import {getNetuidKeys} from '../../chain/subtensor/netuids.ts';
import {getPaybackDays} from '../../monitor/payback.ts';
import {type PaidOffer, readPaidOffers} from '../../onboarding/subnet-pay.ts';
import type {Session} from '../session.ts';

export type ListedOffer = PaidOffer & {
	/** Days of median pay until the registration is paid back; `undefined` while no miner is paid. */
	readonly paybackDays: number | undefined;
};

export type Offers = {
	readonly client: ChainClient;
	/** The block that all figures come from. */
	readonly head: Head;
	readonly offers: readonly ListedOffer[];
};

/** Read all subnets but root, and what they pay. */
export async function readOffers(session: Session): Promise<Offers> {
	const client = await session.connect({follow: false, keys: getNetuidKeys()});
	const head = client.head.getSnapshot();
	const offers = await readPaidOffers(client, {at: head.hash});
	return {
		client,
		head,
		offers: offers.map(offer => ({
			...offer,
			paybackDays: getPaybackDays(offer.subnet.burn, offer.medianPay),
		})),
	};
}

/** Serialize a subnet for JSON output. */
export const toJson = ({subnet, pay, medianPay, paybackDays}: ListedOffer) => ({
	netuid: subnet.netuid,
	name: subnet.name,
	task: subnet.task ?? null,
	alphaPrice: subnet.alphaPrice ?? null,
	burn: subnet.burn,
	uids: subnet.uids,
	maxUids: subnet.maxUids,
	miners: subnet.miners,
	tempo: subnet.tempo,
	immunityPeriod: subnet.immunityPeriod,
	registrationOpen: subnet.registrationOpen,
	dailyPayP50: medianPay ?? null,
	paidMiners: pay.paid,
	paybackDays: paybackDays ?? null,
});

/** Format how many days a registration takes to pay back. */
export function describeDays(days: number | undefined): string {
	if (days === undefined) {
		return '–';
	}

	return days < 0.1 ? '< 0.1' : days.toFixed(1);
}
