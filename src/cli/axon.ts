import {type Command, Option} from 'commander';
import {type Axon, getAxon, serveAxon} from '../chain/subtensor/axon.ts';
import {getUid} from '../chain/subtensor/uid.ts';
import {requireUid} from '../steps/registration.ts';
import {submit} from '../chain/transaction/submit.ts';
import type {CommandContext} from '../support/command.ts';
import {openHotkey, readHotkeyPublic} from '../wallet/open.ts';
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
import {type Session, withSession} from './session.ts';
import {facts} from './table.ts';
import {passwordsOf} from './wallet/passwords.ts';

type Options = WalletOptions & ConsentOptions & {readonly netuid: number};

/** The address that validators are told: show it, set it without a running miner, or take it back. */
export async function run(context: CommandContext): Promise<void> {
	const program = createProgram(context, {
		name: 'axon',
		summary: 'The address that validators are told. A running miner announces its own.',
	});
	withWallet(subcommand(program, 'show', 'what the chain says')).action(async (options: Options) =>
		withSession(context, options, async session => show(session, options)),
	);
	withConsent(withWallet(subcommand(program, 'set', 'announce an address')))
		.addOption(
			new Option('--ip <address>', 'IPv4 or IPv6, as others reach it')
				.argParser(parseIp)
				.makeOptionMandatory(),
		)
		.addOption(
			new Option('--port <port>', 'as others reach it')
				.argParser(parseInteger({min: 1, max: 65_535}))
				.makeOptionMandatory(),
		)
		.action(async (options: Options & Axon) =>
			withSession(context, options, async session => announce(session, options)),
		);
	withConsent(withWallet(subcommand(program, 'reset', 'say that nothing is served'))).action(
		async (options: Options) =>
			withSession(context, options, async session =>
				// Address 0 means so; the port must not be 0 all the same.
				announce(session, {...options, ip: '0.0.0.0', port: 1}),
			),
	);
	await parseProgram(program, context.argv);
}

const subcommand = (program: Command, name: string, description: string) =>
	program.command(name).description(description).addOption(netuidOption().makeOptionMandatory());

const hotkeyOf = async ({world, walletName, hotkeyName}: Session) =>
	readHotkeyPublic({directory: world.walletsDirectory, name: walletName}, hotkeyName);

async function show(session: Session, {netuid}: Options) {
	const {address: hotkey} = await hotkeyOf(session);
	const client = await session.connect();
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
	const {output, world, walletName, hotkeyName} = session;
	const {address: hotkey} = await hotkeyOf(session);
	const client = await session.connect();
	const uid = await requireUid(client, {netuid, hotkey});
	const plan = [
		`Announce ${ip}:${port} for UID ${uid} of subnet ${netuid}, signed by the hotkey, free of fees`,
		`Same as: btcli tx serve-axon -w ${walletName} -H ${hotkeyName} --netuid ${netuid} --ip ${ip} --port ${port}`,
	];
	if (dryRun === true) {
		output.result({netuid, uid, ip, port, dryRun: true}, plan);
		return;
	}

	for (const line of plan) {
		output.progress(line);
	}

	await session.consent('Announce it?');
	const signer = await openHotkey(
		{directory: world.walletsDirectory, name: walletName},
		hotkeyName,
		{password: passwordsOf(session.context, {fd: passwordFd}), signal: world.signal},
	);
	const {block, hash} = await submit(client, serveAxon({netuid, ip, port}), {
		signer,
		signal: world.signal,
	});
	output.result({netuid, uid, ip, port, block: block.number, hash}, [
		`Announced in block ${block.number}`,
	]);
}
