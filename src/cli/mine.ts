import process from 'node:process';
import {Option} from 'commander';
import {chooseServers} from '../gpu/openai/choose-servers.ts';
import type {OpenAiServers} from '../gpu/openai/server-options.ts';
import {connectOwnMiner} from '../rig/connect-miner.ts';
import {toBtopCommand} from '../rig/network/btop-command.ts';
import {connectOnceStep} from '../onboarding/connect-step.ts';
import {customaryPort, mineStep} from '../onboarding/mine-step.ts';
import {modelStep} from '../onboarding/model-step.ts';
import {narrateMiner} from '../rig/narrate-miner.ts';
import {describeKnown} from '../payments/enter-subnet.ts';
import {tryToRecover} from '../payments/recover-registration.ts';
import {requireUid} from '../payments/registration.ts';
import {type StepEvent, takeSteps} from '../onboarding/step.ts';
import {subnetStep} from '../onboarding/subnet-step.ts';
import {type Walk, type WalkStep, need} from '../onboarding/walk.ts';
import type {MineChoices} from '../rig/miner-options.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError, InterruptedError, UsageError} from '../support/errors.ts';
import {
	type WalletOptions,
	netuidOption,
	parseDevices,
	parseIp,
	portOption,
	withWallet,
	yesOption,
} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {type Session, withSession} from './session.ts';
import {coldkeyOf, hotkeyOf} from './wallet/keys.ts';
import {passwordsOf} from './wallet/passwords.ts';

type Options = WalletOptions &
	MineChoices & {
		readonly netuid?: number;
		readonly model?: string;
		readonly engine?: string;
		readonly engineFile?: string;
		readonly keyFile?: string;
	};

/** Serve a model to the validators of a subnet where the hotkey has a UID. */
export async function run(context: CommandContext): Promise<void> {
	const program = withWallet(
		createProgram(context, {
			name: 'mine',
			summary: 'serve a model to validators; with --detach, mining continues without a terminal',
		}),
	)
		.addOption(netuidOption())
		.option(
			'--model <name>',
			'a model from `btop models list`, or the path of one; with --engine, what its servers call it',
		)
		.option('--engine <urls>', 'servers with OpenAI’s API that answer, with commas between')
		.addOption(
			new Option(
				'--engine-file <file>',
				'the same with weights, capacities and keys, as JSON (docs/engines.md)',
			).conflicts('engine'),
		)
		.option('--key-file <file>', 'a file with the API key that the servers ask for')
		.addOption(
			new Option(
				'--device <devices>',
				'auto, cpu, cuda, webgpu, vulkan, metal or a card such as cuda:1; or several, with commas between',
			)
				.argParser(parseDevices)
				.default('auto'),
		)
		.addOption(
			portOption(
				'-p, --port <port>',
				`port to listen on, 0 for a free one (default: ${customaryPort})`,
			),
		)
		.option('--bind <address>', 'address to listen on', parseIp)
		.option('--external-ip <address>', 'public address, if different', parseIp)
		.addOption(portOption('--external-port <port>', 'public port, if different'))
		.option('--detach', 'run in the background', false)
		.addOption(yesOption('accepted; mining asks nothing'))
		.action(async (options: Options) =>
			withSession(context, options, async session => mine(session, options)),
		);
	await parseProgram(program, context.argv);
}

const uidStep = ({toCommand}: Session): WalkStep => ({
	id: 'register',
	title: 'UID',
	isMet: async () => undefined,
	async run(walk) {
		const {netuid} = need(walk, 'subnet');
		const hotkey = need(walk, 'hotkey');
		const command = toCommand(['register'], {netuid});
		const client = need(walk, 'client');
		const {hash: at} = client.head.getSnapshot();
		const uid = await requireUid(client, {netuid, hotkey, at, command});
		walk.found.uid = uid;
		return {said: `${uid}${await bookEntry(walk, uid)}`};
	},
});

/** Put the cost of the UID into the ledger if a command that paid for it ended before it could, and say so as the end of a sentence. Trouble with that must not keep anyone from mining. */
async function bookEntry(walk: Walk, uid: number): Promise<string> {
	const {network} = walk.world;
	const miner = {
		network: network.name,
		netuid: need(walk, 'subnet').netuid,
		hotkey: need(walk, 'hotkey'),
	};
	const coldkey = need(walk, 'coldkey');
	const recovery = await tryToRecover(need(walk, 'client'), walk.world, miner, {uid, coldkey});
	return recovery?.kind === 'recorded' ? `, ${describeKnown({paid: undefined, recovery})}` : '';
}

async function mine(session: Session, options: Options) {
	const {output, world} = session;
	const {signal, home} = world;
	const toHomeCommand = (name: string) => toBtopCommand([name], {home});
	const servers = await chooseServers({...options, cwd: process.cwd()});
	requireFitting(options, servers);
	const walk = await createWalk(session, options, servers);
	const {found} = walk;
	await using stack = new AsyncDisposableStack();
	stack.defer(async () => (options.detach ? undefined : found.miner?.stop()));
	stack.defer(() => found.client?.close());
	const steps = [connectOnceStep, subnetStep, uidStep(session), modelStep, mineStep];
	await takeSteps(steps, walk, {
		signal,
		onEvent(event) {
			tell(session, event);
		},
	});
	const control = await connectOwnMiner(need(walk, 'minerFiles'));
	stack.defer(control.close);
	const {pid} = control.hello;
	const {netuid} = need(walk, 'subnet');
	const {address} = await control.status();
	output.result(
		{pid, socket: need(walk, 'minerFiles').socket, netuid, uid: need(walk, 'uid'), address},
		[
			options.detach || found.miner === undefined
				? `It runs in the background: \`${toHomeCommand('status')}\` shows it, \`${toHomeCommand('stop')}\` stops it.`
				: 'Ctrl-C stops it. A summary follows every minute, and events as they happen.',
		],
	);
	if (options.detach || found.miner === undefined) {
		return;
	}

	const ending = new AbortController();
	const narrated = narrateMiner(need(walk, 'minerFiles'), {
		onLine: output.progress,
		signal: AbortSignal.any([signal, ending.signal]),
	});
	await Promise.race([control.ended, aborted(signal), narrated]);
	ending.abort();
	await narrated;
	if (signal.aborted) {
		// Ctrl-C is how it ends: it is told by the exit code, and no failure.
		await found.miner.stop();
		output.progress('Stopped');
		throw new InterruptedError({isExpected: true});
	}

	if ((await found.miner.ended) !== 0) {
		throw new BtopError('The miner failed', {fix: `See \`${toHomeCommand('logs')}\` for why.`});
	}

	output.progress('The miner was stopped.');
}

function tell({output}: Session, event: StepEvent) {
	if (event.kind !== 'started') {
		output.progress(`${event.title.padEnd(8)}  ${event.said}`);
	}
}

function requireFitting({device, keyFile}: Options, servers: OpenAiServers | undefined) {
	if (servers && device !== 'auto') {
		throw new UsageError(
			'`--device` says where a model of this machine runs, and servers run theirs',
			{
				fix: 'Leave out `--device`.',
			},
		);
	}

	if (!servers && keyFile !== undefined) {
		throw new UsageError('`--key-file` is for the servers of `--engine`', {
			fix: 'Name them, or leave it out.',
		});
	}
}

async function createWalk(
	session: Session,
	options: Options,
	servers: OpenAiServers | undefined,
): Promise<Walk> {
	const {world, walletName, hotkeyName} = session;
	const hotkey = await hotkeyOf(session);
	const coldkey = await coldkeyOf(session);
	const {netuid, model, device, port, bind, externalIp, externalPort, detach} = options;
	return {
		world,
		choices: {
			wallet: walletName,
			hotkeyName,
			password: passwordsOf(session, {fd: options.passwordFd}),
			onMnemonic() {
				throw new TypeError('Mining does not create keys');
			},
			netuid,
			model,
			servers,
			mine: {device, port, bind, externalIp, externalPort, detach},
		},
		found: {coldkey, hotkey},
	};
}
