import {formatTao} from '../../chain/amount.ts';
import type {ChainClient} from '../../chain/client.ts';
import type {Neuron} from '../../chain/subtensor/neuron.ts';
import {getNeurons} from '../../chain/subtensor/neurons.ts';
import {
	type EvictionRules,
	getEvictionOrder,
	getSpared,
	immuneBlocks,
} from '../../monitor/eviction.ts';
import {formatShortAmount} from '../../monitor/short-amount.ts';
import {readEvictionRules} from '../../onboarding/eviction-outlook.ts';
import {payPerDay} from '../../onboarding/subnet-pay.ts';
import {NoSuchSubnetError} from '../../payments/registration-errors.ts';
import {listAddresses} from '../../wallet/list.ts';
import type {Session} from '../session.ts';
import {countOf} from '../../support/count-of.ts';
import {facts, right, table} from '../table.ts';
import {describeDays, type ListedOffer, readOffers, toJson} from './offers.ts';

/**
Run `btop subnets show`: one subnet and its neurons.

@throws {NoSuchSubnetError} If the subnet does not exist.
*/
export async function show(session: Session, netuid: number): Promise<void> {
	const {client, head, offers} = await readOffers(session);
	const offer = offers.find(({subnet}) => subnet.netuid === netuid);
	if (offer === undefined) {
		throw new NoSuchSubnetError(netuid);
	}

	const {hash: at, number: block} = head;
	const {walletsDirectory} = session.world;
	const [neurons, rules, own] = await Promise.all([
		getNeurons(client, {netuid, at}),
		readEvictionRules(client, {subnet: offer.subnet, at, block}),
		listAddresses(walletsDirectory),
	]);
	const shown = toShown(client, {neurons, rules, own, offer});
	session.output.result(
		{
			network: session.world.network.name,
			block,
			subnet: toJson(offer),
			neurons: shown.map(neuron => ({
				uid: neuron.uid,
				hotkey: neuron.hotkey,
				coldkey: neuron.coldkey,
				incentive: neuron.incentive,
				emission: neuron.emission,
				validatorPermit: neuron.validatorPermit,
				registeredAt: neuron.registeredAt,
				axon: describeAxon(neuron) ?? null,
				stake: neuron.stake,
				dailyPay: neuron.dailyPay ?? null,
				evictionPlace: neuron.place ?? null,
				immuneBlocks: neuron.immuneBlocks,
				own: neuron.isOwn,
			})),
		},
		[
			...describeSubnet(offer),
			'',
			...toTable(shown),
			...(shown.some(({isOwn}) => isOwn) ? [`* from the wallets in ${walletsDirectory}`] : []),
		],
	);
}

type ShownNeuron = Neuron & {
	/** In rao; `undefined` if the subnet has no price. */
	readonly dailyPay: bigint | undefined;
	/** Position in the eviction queue, 1 is next; `undefined` if it is not queued. */
	readonly place: number | undefined;
	readonly immuneBlocks: number;
	/** Whether it is one of the owner's neurons, which are never evicted. */
	readonly isSpared: boolean;
	/** Whether its keys are in a local wallet. */
	readonly isOwn: boolean;
};

type ShownOptions = {
	readonly neurons: readonly Neuron[];
	readonly rules: EvictionRules;
	readonly own: ReadonlySet<string>;
	readonly offer: ListedOffer;
};

function toShown(
	client: ChainClient,
	{neurons, rules, own, offer}: ShownOptions,
): readonly ShownNeuron[] {
	const order = getEvictionOrder(neurons, rules);
	const places = new Map(order.map((uid, index) => [uid, index + 1]));
	const spared = getSpared(neurons, rules);
	return neurons.map(neuron => ({
		...neuron,
		dailyPay: payPerDay(client, offer.subnet, neuron.emission),
		place: places.get(neuron.uid),
		immuneBlocks: immuneBlocks(neuron, rules),
		isSpared: spared.has(neuron.hotkey),
		isOwn: own.has(neuron.hotkey) || own.has(neuron.coldkey),
	}));
}

function describeSubnet({
	subnet,
	obstacle,
	pay,
	medianPay,
	paybackDays,
}: ListedOffer): readonly string[] {
	const free = subnet.maxUids - subnet.uids;
	return facts([
		['subnet', `${subnet.netuid} ${subnet.name}`],
		['task', subnet.task ?? 'unknown'],
		['entry', `${formatTao(subnet.burn)} TAO`],
		['pay', describePay({pay, medianPay})],
		['pays back', describePayback(paybackDays)],
		['mineable here', obstacle === undefined ? 'yes' : `no: ${obstacle}`],
		['immunity', countOf(subnet.immunityPeriod, 'block')],
		['free UIDs', free > 0 ? `${free}; nobody is evicted until all are taken` : 'none'],
	]);
}

function describePay({pay: {paid, unpaid}, medianPay}: Pick<ListedOffer, 'pay' | 'medianPay'>) {
	if (paid === 0) {
		return 'no miner was paid in the last epoch';
	}

	const median = medianPay === undefined ? 'unknown' : `${formatShortAmount(medianPay)} TAO a day`;
	return `${median}, the median of the miners that were paid (${paid} of ${paid + unpaid})`;
}

function describePayback(days: number | undefined): string {
	if (days === undefined) {
		return 'unknown yet';
	}

	return days < 0.1 ? 'in less than 0.1 days' : `in ${describeDays(days)} days`;
}

function toTable(neurons: readonly ShownNeuron[]): readonly string[] {
	return table(
		[
			{title: ' '},
			right('uid'),
			{title: 'hotkey'},
			{title: 'role'},
			right('stake'),
			right('incentive'),
			right('alpha/epoch'),
			right('TAO/day'),
			{title: 'evicted'},
			{title: 'axon'},
		],
		neurons.map(neuron => [
			neuron.isOwn ? '*' : ' ',
			String(neuron.uid),
			neuron.hotkey,
			neuron.validatorPermit ? 'validator' : 'miner',
			formatShortAmount(neuron.stake),
			(neuron.incentive / 65_535).toFixed(4),
			formatShortAmount(neuron.emission),
			neuron.dailyPay === undefined ? '-' : formatShortAmount(neuron.dailyPay),
			describeEviction(neuron),
			describeAxon(neuron) ?? '-',
		]),
	);
}

function describeEviction({place, isSpared, immuneBlocks: immune}: ShownNeuron): string {
	if (isSpared) {
		return 'never: it is the owner’s';
	}

	const words = [
		...(place === undefined ? [] : [place === 1 ? 'next' : `number ${place}`]),
		...(immune === 0 ? [] : [`immune for ${countOf(immune, 'block')}`]),
	];
	return words.length === 0 ? 'after newcomers' : words.join(', ');
}

const describeAxon = ({axon}: Neuron) =>
	axon === undefined ? undefined : `${axon.ip}:${axon.port}`;
