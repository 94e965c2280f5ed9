import {formatTao} from '../chain/amount.ts';
import {getNeurons} from '../chain/subtensor/neurons.ts';
import {getSubnets} from '../chain/subtensor/subnets.ts';
import {NoSuchSubnetError} from '../steps/registration.ts';
import {type SubnetOffer, toOffers} from '../steps/subnet-offer.ts';
import type {CommandContext} from '../support/command.ts';
import {type NetworkOptions, parseInteger, withNetwork} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {type Session, withSession} from './session.ts';
import {facts, table} from './table.ts';

/** What can be mined, and what it pays. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'subnets',
		summary: 'What can be mined, and what it pays.',
	});
	withNetwork(program.command('list', {isDefault: true}))
		.description('all subnets, with the price of entry now')
		.action(async (options: NetworkOptions) => withSession(context, options, list));
	withNetwork(program.command('show'))
		.description('one subnet and its neurons')
		.argument('<netuid>', 'its number', parseInteger({max: 65_535}))
		.action(async (netuid: number, options: NetworkOptions) =>
			withSession(context, options, async session => show(session, netuid)),
		);
	await parseProgram(program, context.argv);
}

async function readOffers(session: Session) {
	const client = await session.connect();
	const head = client.head.getSnapshot();
	return {client, head, offers: toOffers(await getSubnets(client, {at: head.hash}))};
}

async function list(session: Session) {
	const {head, offers} = await readOffers(session);
	const right = (title: string) => ({title, align: 'right'}) as const;
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
					right('alpha price'),
					right('UIDs'),
					right('miners'),
					right('tempo'),
					{title: 'can be mined here'},
				],
				offers.map(({subnet, obstacle}) => [
					String(subnet.netuid),
					subnet.name,
					subnet.task ?? '-',
					formatTao(subnet.burn),
					subnet.alphaPrice === undefined ? '-' : formatTao(subnet.alphaPrice),
					`${subnet.uids}/${subnet.maxUids}`,
					String(subnet.miners),
					String(subnet.tempo),
					obstacle === undefined ? 'yes' : `no: ${obstacle}`,
				]),
			),
			`block ${head.number} of ${session.world.network.name}`,
		],
	);
}

const toJson = ({subnet}: SubnetOffer) => ({
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
});

async function show(session: Session, netuid: number) {
	const {client, head, offers} = await readOffers(session);
	const offer = offers.find(({subnet}) => subnet.netuid === netuid);
	if (offer === undefined) {
		throw new NoSuchSubnetError(netuid);
	}

	const neurons = await getNeurons(client, {netuid, at: head.hash});
	const {subnet, obstacle} = offer;
	const right = (title: string) => ({title, align: 'right'}) as const;
	session.output.result(
		{
			network: session.world.network.name,
			block: head.number,
			subnet: toJson(offer),
			neurons: neurons.map(neuron => ({
				uid: neuron.uid,
				hotkey: neuron.hotkey,
				coldkey: neuron.coldkey,
				incentive: neuron.incentive,
				emission: neuron.emission,
				validatorPermit: neuron.validatorPermit,
				registeredAt: neuron.registeredAt,
				axon: neuron.axon === undefined ? null : `${neuron.axon.ip}:${neuron.axon.port}`,
			})),
		},
		[
			...facts([
				['subnet', `${netuid} ${subnet.name}`],
				['task', subnet.task ?? 'unknown'],
				['entry', `${formatTao(subnet.burn)} TAO`],
				['can be mined here', obstacle === undefined ? 'yes' : `no: ${obstacle}`],
				['immunity', `${subnet.immunityPeriod} blocks`],
			]),
			'',
			...table(
				[
					right('uid'),
					{title: 'hotkey'},
					{title: 'role'},
					right('incentive'),
					right('emission'),
					{title: 'axon'},
				],
				neurons.map(neuron => [
					String(neuron.uid),
					neuron.hotkey,
					neuron.validatorPermit ? 'validator' : 'miner',
					(neuron.incentive / 65_535).toFixed(4),
					formatTao(neuron.emission),
					neuron.axon === undefined ? '-' : `${neuron.axon.ip}:${neuron.axon.port}`,
				]),
			),
		],
	);
}
