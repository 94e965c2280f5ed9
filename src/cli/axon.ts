import {type Command, Option} from 'commander';
import {ChainRefusedError} from '../chain/errors.ts';
import {type Axon, getAxon, serveAxon} from '../chain/subtensor/axon.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {toEqualCommand} from '../payments/equal-command.ts';
import {withFreeJournal} from '../payments/journal.ts';
import {requireUid} from '../payments/registration.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {CommandContext} from '../support/command.ts';
import {
	type ConsentOptions,
	type WalletOptions,
	netuidOption,
	parseInteger,
	parseIp,
	withConsent,
	withWallet,
} from './options.ts';
import {createProgram, parseProgram} from './program.ts';
import {placeOf, type Session, withSession} from './session.ts';
import {facts} from './table.ts';
import {hotkeyOf, openSessionHotkey} from './wallet/keys.ts';

/** Announcing this withdraws the address that was announced before. */
const noAddress = '0.0.0.0';

type Options = WalletOptions & ConsentOptions & {readonly netuid: number};

/** Show the address announced to validators, set it without a running miner, or withdraw it. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'axon',
		summary: 'the address announced to validators; a running miner announces its own',
	});
	withWallet(subcommand(program, 'show', 'show what is on the chain')).action(
		async (options: Options) =>
			withSession(context, options, async session => show(session, options)),
	);
	withConsent(withWallet(subcommand(program, 'set', 'announce an address')))
		.addOption(
			new Option('--ip <address>', 'public IPv4 or IPv6 address')
				.argParser(parseIp)
				.makeOptionMandatory(),
		)
		.addOption(
			new Option('--port <port>', 'public port')
				.argParser(parseInteger({min: 1, max: 65_535}))
				.makeOptionMandatory(),
		)
		.action(async (options: Options & Axon) =>
			withSession(context, options, async session => announce(session, options)),
		);
	withConsent(withWallet(subcommand(program, 'reset', 'withdraw the announced address'))).action(
		async (options: Options) =>
			withSession(context, options, async session =>
				// The chain rejects port 0 even so.
				announce(session, {...options, ip: noAddress, port: 1}),
			),
	);
	await parseProgram(program, context.argv);
}

const subcommand = (program: Command, name: string, description: string) =>
	program.command(name).description(description).addOption(netuidOption().makeOptionMandatory());

async function show(session: Session, {netuid}: Options) {
	const hotkey = await hotkeyOf(session);
	const client = await session.connect({follow: false});
	const [uid, axon] = await Promise.all([
		getUid(client, {netuid, hotkey}),
		getAxon(client, {netuid, hotkey}),
	]);
	session.output.result(
		{netuid, uid: uid ?? null, hotkey, ip: axon?.ip ?? null, port: axon?.port ?? null},
		facts([
			['hotkey', hotkey],
			['UID', uid === undefined ? 'not registered' : String(uid)],
			['address', axon === undefined ? 'none announced' : `${axon.ip}:${axon.port}`],
		]),
	);
}

async function announce(session: Session, {netuid, ip, port, passwordFd, dryRun}: Options & Axon) {
	const {output, world, hotkeyName} = session;
	const hotkey = await hotkeyOf(session);
	const client = await session.connect();
	const command = session.toCommand(['register'], {netuid});
	const uid = await requireUid(client, {netuid, hotkey, command});
	const isReset = ip === noAddress;
	const act = isReset ? 'Withdraw the address of' : `Announce ${ip}:${port} for`;
	const plan = [
		`${act} UID ${uid} of subnet ${netuid}, signed by the hotkey, without a fee`,
		`Same as: ${toEqualCommand(['tx', 'serve-axon'], {...placeOf(session, client), hotkeyName}, {netuid, ip, port})}`,
	];
	if (dryRun === true) {
		output.result({netuid, uid, ip, port, dryRun: true}, plan);
		return;
	}

	for (const line of plan) {
		output.progress(line);
	}

	await session.consent(isReset ? 'Withdraw it?' : 'Announce it?');
	const signer = await openSessionHotkey(session, {address: hotkey, passwordFd});
	const {block, hash} = await withFreeJournal(world, async journal => {
		const call = serveAxon({netuid, ip, port});
		try {
			return await submit(client, call, {signer, journal, signal: world.signal});
		} catch (error) {
			throw isReset ? explainReset(session, netuid, error) : error;
		}
	});
	output.result({netuid, uid, ip, port, block: block.number, hash}, [
		`${isReset ? 'Withdrawn' : 'Announced'} in block ${block.number}`,
	]);
}

/** Reserved for documentation, so that nobody has it. */
const nobodysAddress = {ip: '192.0.2.1', port: 1};

/** Not every chain takes the address that stands for none. */
function explainReset({toCommand}: Session, netuid: number, error: unknown): unknown {
	if (!(error instanceof ChainRefusedError) || error.refusal !== 'InvalidIpAddress') {
		return error;
	}

	const command = toCommand(['axon', 'set'], {netuid, ...nobodysAddress});
	return new ChainRefusedError(error.refusal, {
		docs: 'this chain takes no address that stands for none, so one cannot be withdrawn',
		paid: error.paid,
		fix: `Stop the miner, so that nothing answers there, or announce an address that nobody has: \`${command}\`.`,
		cause: error,
	});
}
