import {formatTao} from '../../chain/amount.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import type {Session} from '../session.ts';
import {right, table} from '../table.ts';
import {describeDays, readOffers, toJson} from './offers.ts';

/** Run `btop subnets list`: all subnets, as a newcomer compares them. */
export async function list(session: Session): Promise<void> {
	const {head, offers} = await readOffers(session);
	session.output.result(
		{
			network: session.world.network.name,
			block: head.number,
			subnets: offers.map(offer => toJson(offer)),
		},
		[
			...table(
				[
					right('netuid'),
					{title: 'name'},
					{title: 'task'},
					right('entry (TAO)'),
					right('pay/day (p50)'),
					right('pay-back (days)'),
					right('alpha price'),
					right('UIDs'),
					right('miners paid'),
					right('tempo'),
					{title: 'mineable here'},
				],
				offers.map(({subnet, obstacle, pay, medianPay, paybackDays}) => [
					String(subnet.netuid),
					subnet.name,
					subnet.task ?? '-',
					formatTao(subnet.burn),
					medianPay === undefined ? '-' : formatShortAmount(medianPay),
					describeDays(paybackDays),
					subnet.alphaPrice === undefined ? '-' : formatTao(subnet.alphaPrice),
					`${subnet.uids}/${subnet.maxUids}`,
					`${pay.paid}/${pay.paid + pay.unpaid}`,
					String(subnet.tempo),
					obstacle === undefined ? 'yes' : `no: ${obstacle}`,
				]),
			),
			`block ${head.number} of ${session.world.network.name}; pay is in TAO per day, the median of the miners paid in the last epoch`,
		],
	);
}
