import type {Axon} from '../../chain/subtensor/axon.ts';
import {type MinerFacts, getOwnNeuron} from '../miner-facts.ts';
import {describeRoughly} from '../../support/rough-duration.ts';
import type {Alert} from './alert.ts';

/** Epochs without an answer before alerting, and the minimum time, for fast chains. */
const silentEpochs = 2;
const leastMs = 60_000;

/** Tolerable share of unanswered queries, the share at which the miner is failing, and the minimum number: one alone means nothing. */
const tolerableLoss = 0.05;
const failingLoss = 0.5;
const leastLost = 2;

/** Get alerts about missing queries, or too many unanswered ones. */
export function getQueryAlerts(miner: MinerFacts): readonly Alert[] {
	const {state, subnet} = miner;
	if (!subnet || state?.phase !== 'serving') {
		return [];
	}

	const losses = getUnansweredAlerts(state);
	const silence = (state.lastQuerySeconds ?? state.uptimeSeconds) * 1000;
	const allowed = Math.max(silentEpochs * subnet.tempo * subnet.blockTimeMs, leastMs);
	return losses.length === 0 && silence > allowed
		? [explainSilence(state, getOwnNeuron(miner)?.axon, silence)]
		: losses;
}

type State = NonNullable<MinerFacts['state']>;

/** Get an alert if queries that should be answered are not: at most one. It needs nothing but the miner's state. */
export function getUnansweredAlerts(
	state: Pick<State, 'phase' | 'problems' | 'queries'>,
): readonly Alert[] {
	// Losses on our side say more than that everything is refused.
	return state.phase === 'serving'
		? [...getLosses(state), ...getStarvation(state)].slice(0, 1)
		: [];
}

function explainSilence(
	{queries: {reasons, refused, answered}}: State,
	axon: Axon | undefined,
	silence: number,
): Alert {
	const head = {
		kind: 'silence' as const,
		level: 'warn' as const,
		what: `No validator has been answered${answered === 0 ? ' yet' : ''} for ${describeRoughly(silence)}`,
	};
	const [reason] = Object.entries(reasons).toSorted(([, one], [, other]) => other - one)[0] ?? [];
	const cause = causes.find(({of}) => of.includes(reason ?? ''));
	if (cause && refused > 0) {
		return {
			...head,
			means: `Most queries are refused as \`${reason}\`: ${cause.means}`,
			todo: cause.todo,
		};
	}

	return {
		...head,
		means: 'No queries means no score: incentive fades, and the UID is evicted in the end.',
		todo: axon
			? `Is the announced address ${axon.ip}:${axon.port} reachable from outside? Check it (\`btop axon\`), port forwarding and firewall.`
			: 'No address is announced on the chain: see the log (`l`) and `btop axon`.',
	};
}

type Cause = {
	readonly of: readonly string[];
	readonly means: string;
	readonly todo: string;
};

/** What the refusals mean when a miner answers nobody. */
const causes: readonly Cause[] = [
	{
		of: ['no-permit', 'not-registered', 'too-little-stake'],
		means: 'callers are not validators. That is harmless, and shows that the port is open.',
		todo: 'Wait for a validator. If none comes in another epoch, compare the announced address with yours (`btop axon`).',
	},
	{
		of: ['stale-request', 'replayed-request'],
		means: "this machine's clock and theirs differ.",
		todo: 'Set the clock of this machine: `timedatectl set-ntp true`.',
	},
	{
		of: ['wrong-receiver'],
		means: 'callers expect another hotkey at this address.',
		todo: 'Does another miner announce this port, or did the hotkey change? Compare with `btop axon`.',
	},
	{
		of: ['bad-signature', 'malformed-auth', 'length-required'],
		means: 'requests arrive altered.',
		todo: 'Does a proxy in front rewrite requests? Forward plain TCP instead.',
	},
	{
		of: ['not-http', 'not-found', 'method-not-allowed'],
		means: 'callers are not clients of this subnet, port scanners for example. The port is open.',
		todo: 'Does the subnet use another protocol or task? Check its documentation.',
	},
];

/** What to do about unanswered queries of admitted callers, by reason. */
const remedies: Readonly<Record<string, string>> = {
	cancelled:
		'Callers hung up before the answer was ready. Is something else running on this device? The log (`l`) says whether the engine hung.',
	deadline: 'Use a smaller model or a faster device, and stop other programs on it.',
	'queue-full': 'Use a smaller model or a faster device, and stop other programs on it.',
	'too-busy': 'More requests arrive than can be read: stop other programs here.',
	'engine-failed': 'The engine fails on them: see the log (`l`), then try another model or device.',
	internal: 'This is a bug in btop: please report it with the lines from the log (`l`).',
};

/** Get an alert if validators that were answered get no answers any more. */
function getStarvation({problems}: Pick<State, 'problems'>): readonly Alert[] {
	return problems
		.filter(({kind}) => kind === 'queries')
		.map(({message}) => ({
			kind: 'unanswered',
			level: 'bad',
			what: message,
			means: 'Validators score missing answers as 0.',
			todo: 'If strangers crowd them out, `ss -tn` lists their addresses: block those in the firewall. If validators themselves are refused, the reason says why.',
		}));
}

/** Get an alert if too many of the last minute's queries got no answer for a reason on our side. */
function getLosses({queries: {latestMinute}}: Pick<State, 'queries'>): readonly Alert[] {
	const {answered, reasons} = latestMinute;
	const losses = Object.entries(reasons)
		.filter(([reason]) => Object.hasOwn(remedies, reason))
		.toSorted(([, one], [, other]) => other - one);
	const lost = losses.reduce((sum, [, times]) => sum + times, 0);
	const asked = answered + lost;
	const [first] = losses;
	if (!first || lost < leastLost || lost / asked <= tolerableLoss) {
		return [];
	}

	const [reason] = first;
	return [
		{
			kind: 'unanswered',
			level: lost / asked >= failingLoss ? 'bad' : 'warn',
			what: `${lost} of ${asked} queries got no answer in the latest minute, most for \`${reason}\``,
			means: 'Validators score late or missing answers as 0.',
			todo: remedies[reason]!,
		},
	];
}
