import type {Axon} from '../../chain/subtensor/axon.ts';
import type {MinerFacts} from '../miner-facts.ts';
import {getOwnNeuron} from '../own-neuron.ts';
import {describeRoughly} from '../rough-duration.ts';
import type {Alert} from './alert.ts';

/** Epochs without an answer after which something is wrong, and the least time, for fast chains. */
const silentEpochs = 2;
const leastMs = 60_000;

/** Share of queries that may be lost to a lack of speed. */
const tolerableLoss = 0.05;

/** Tell whether nobody asks, or too many are turned away. */
export function getQueryAlerts(miner: MinerFacts): readonly Alert[] {
	const {state, subnet} = miner;
	if (!subnet || state?.phase !== 'serving') {
		return [];
	}

	const silence = (state.lastQuerySeconds ?? state.uptimeSeconds) * 1000;
	const patience = Math.max(silentEpochs * subnet.tempo * subnet.blockTimeMs, leastMs);
	return silence > patience
		? [explainSilence(state, getOwnNeuron(miner)?.axon, silence)]
		: getOverload(state);
}

type State = NonNullable<MinerFacts['state']>;

function explainSilence(
	{queries: {reasons, refused, answered}}: State,
	axon: Axon | undefined,
	silence: number,
): Alert {
	const head = {
		kind: 'silence' as const,
		level: 'warn' as const,
		what: `No validator got an answer ${answered === 0 ? 'yet' : 'of late'}, for ${describeRoughly(silence)}`,
	};
	const [reason] = Object.entries(reasons).toSorted(([, one], [, other]) => other - one)[0] ?? [];
	const cause = causes.find(({of}) => of.includes(reason ?? ''));
	if (cause && refused > 0) {
		return {
			...head,
			means: `Most who ask are refused for \`${reason}\`: ${cause.means}`,
			todo: cause.todo,
		};
	}

	return {
		...head,
		means: 'Unasked means unscored: incentive fades, and the UID goes to the next in line.',
		todo: axon
			? `Can ${axon.ip}:${axon.port}, the address announced, be reached from outside? Check it (\`btop axon\`), port forwarding and firewall.`
			: 'The chain tells nobody the address of this miner: see the log (`l`) and `btop axon`.',
	};
}

type Cause = {
	readonly of: readonly string[];
	readonly means: string;
	readonly todo: string;
};

/** What a refusal says of a miner that answers nobody. */
const causes: readonly Cause[] = [
	{
		of: ['no-permit', 'not-registered', 'too-little-stake'],
		means: 'they are no validators. That is harmless, and shows that the port is open.',
		todo: 'Wait for a validator. If none comes in another epoch, compare the announced address with yours (`btop axon`).',
	},
	{
		of: ['stale-request', 'replayed-request'],
		means: 'their time and ours differ.',
		todo: 'Set the clock of this machine: `timedatectl set-ntp true`.',
	},
	{
		of: ['wrong-receiver'],
		means: 'they look for another hotkey at this address.',
		todo: 'Does another miner announce this port, or was the hotkey changed? Compare with `btop axon`.',
	},
	{
		of: ['bad-signature', 'malformed-auth'],
		means: 'what arrives is not what was signed.',
		todo: 'Is there a proxy in front that changes requests? Forward plain TCP instead.',
	},
	{
		of: ['not-http', 'not-found', 'method-not-allowed'],
		means: 'they are no clients of this subnet, such as port scanners. The port is open.',
		todo: 'Does the subnet speak another protocol, or ask for another task? Compare with its documentation.',
	},
];

function getOverload({queries: {answered, refused, reasons}}: State): readonly Alert[] {
	const lost = ['queue-full', 'too-busy', 'deadline'].reduce(
		(sum, reason) => sum + (reasons[reason] ?? 0),
		0,
	);
	return lost === 0 || lost < (answered + refused) * tolerableLoss
		? []
		: [
				{
					kind: 'overload',
					level: 'warn',
					what: `${Math.round((100 * lost) / (answered + refused))} % of the queries came to nothing for lack of speed`,
					means: 'Validators score an answer that is late or missing as 0.',
					todo: 'Take a smaller model or a faster device, and let nothing else run there.',
				},
			];
}
