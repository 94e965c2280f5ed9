import {Option} from 'commander';
import {connectControl} from '../miner/control/connect-control.ts';
import {connectStep} from '../steps/connect-step.ts';
import {customaryPort, mineStep} from '../steps/mine-step.ts';
import {modelStep} from '../steps/model-step.ts';
import {getMinerStatus} from '../steps/miner-status.ts';
import {requireUid} from '../steps/registration.ts';
import {type StepEvent, takeSteps} from '../steps/step.ts';
import {subnetStep} from '../steps/subnet-step.ts';
import {type MineChoices, type Walk, type WalkStep, need} from '../steps/walk.ts';
import {aborted} from '../support/aborted.ts';
import type {CommandContext} from '../support/command.ts';
import {BtopError, InterruptedError} from '../support/errors.ts';
import {createTeardown} from '../support/teardown.ts';
import {readColdkeyPublic, readHotkeyPublic} from '../wallet/open.ts';
import {type WalletOptions, netuidOption, parseIp, portOption, withWallet} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {type Session, withSession} from './session.ts';
import {passwordsOf} from './wallet/passwords.ts';

type Options = WalletOptions &
	MineChoices & {
		readonly netuid?: number;
		readonly model?: string;
	};

/** Serve a model to the validators of a subnet on which the hotkey has its UID. */
export async function run(context: CommandContext): Promise<void> {
	const program = withWallet(
		createProgram(context, {
			name: 'mine',
			summary:
				'Serve a model to validators. Mining goes on without a terminal where it is detached.',
		}),
	)
		.addOption(netuidOption())
		.option('--model <name>', 'a model of `btop models list`, or an ONNX file')
		.addOption(
			new Option('--device <device>', 'where the model runs')
				.choices(['auto', 'cpu', 'cuda', 'webgpu'])
				.default('auto'),
		)
		.addOption(
			portOption(
				'-p, --port <port>',
				`port to listen on, 0 for a free one (default: ${customaryPort})`,
			),
		)
		.option('--bind <address>', 'address to listen on', parseIp)
		.option('--external-ip <address>', 'address that validators reach, if another', parseIp)
		.addOption(portOption('--external-port <port>', 'port that validators reach, if another'))
		.option('--detach', 'let it live on in the background', false)
		.action(async (options: Options) =>
			withSession(context, options, async session => mine(session, options)),
		);
	await parseProgram(program, context.argv);
}

const steps: readonly WalkStep[] = [
	connectStep,
	subnetStep,
	{
		id: 'register',
		title: 'UID',
		isMet: async () => undefined,
		async run(walk) {
			const {netuid} = need(walk, 'subnet');
			const uid = await requireUid(need(walk, 'client'), {netuid, hotkey: need(walk, 'hotkey')});
			walk.found.uid = uid;
			return {said: String(uid)};
		},
	},
	modelStep,
	mineStep,
];

async function mine(session: Session, options: Options) {
	const {output, world} = session;
	const {signal} = world;
	const walk = await createWalk(session, options);
	const {found} = walk;
	const teardown = createTeardown();
	teardown.add(async () => (options.detach ? undefined : found.miner?.stop()));
	teardown.add(() => found.client?.close());
	try {
		await takeSteps(steps, walk, {
			signal,
			onEvent(event) {
				tell(session, event);
			},
		});
		const control = await connectControl(need(walk, 'minerFiles').socket);
		try {
			const {pid} = control.hello;
			const {netuid} = need(walk, 'subnet');
			const {address} = await getMinerStatus(control);
			output.result(
				{pid, socket: need(walk, 'minerFiles').socket, netuid, uid: need(walk, 'uid'), address},
				[
					options.detach || found.miner === undefined
						? 'It goes on in the background: `btop status` shows it, `btop stop` ends it.'
						: 'Ctrl-C ends it.',
				],
			);
			if (!options.detach && found.miner !== undefined) {
				await Promise.race([control.ended, aborted(signal)]);
				throw signal.aborted
					? new InterruptedError()
					: new BtopError('The miner has ended', {fix: 'See `btop logs` for its last words.'});
			}
		} finally {
			control.close();
		}
	} finally {
		await teardown.run();
	}
}

function tell({output}: Session, event: StepEvent) {
	if (event.kind !== 'started') {
		output.progress(`${event.title.padEnd(8)}  ${event.said}`);
	}
}

async function createWalk(session: Session, options: Options): Promise<Walk> {
	const {context, world, walletName, hotkeyName} = session;
	const wallet = {directory: world.walletsDirectory, name: walletName};
	const {address: hotkey} = await readHotkeyPublic(wallet, hotkeyName);
	const {address: coldkey} = await readColdkeyPublic(wallet);
	const {netuid, model, device, port, bind, externalIp, externalPort, detach} = options;
	return {
		world,
		choices: {
			wallet: walletName,
			hotkeyName,
			password: passwordsOf(context, {fd: options.passwordFd}),
			onMnemonic() {
				throw new TypeError('Mining makes no keys');
			},
			netuid,
			model,
			mine: {device, port, bind, externalIp, externalPort, detach},
		},
		found: {coldkey, hotkey},
	};
}
