import type {Signer} from '../../crypto/signer.ts';
import {findLooseFiles} from '../../wallet/loose-files.ts';
import {
	type OpenOptions,
	openColdkey,
	openHotkey,
	readColdkeyPublic,
	readHotkeyPublic,
} from '../../wallet/open.ts';
import type {Session} from '../session.ts';
import {passwordsOf, progressOf} from './passwords.ts';

/** Get the coldkey address of the session's wallet, without a password. */
export async function coldkeyOf(session: Session): Promise<string> {
	await warnOfLooseFiles(session);
	const {address} = await readColdkeyPublic(walletOf(session));
	return address;
}

/** Get the address of the session's hotkey, without a password. */
export async function hotkeyOf(session: Session): Promise<string> {
	await warnOfLooseFiles(session);
	const {address} = await readHotkeyPublic(walletOf(session), session.hotkeyName);
	return address;
}

export type SessionKeyOptions = {
	/** The address shown to the operator; a key with another address is rejected. */
	readonly address: string;
	readonly passwordFd?: number;
};

/** Open the coldkey of the session's wallet, asking for its password if it is encrypted. */
export async function openSessionColdkey(
	session: Session,
	options: SessionKeyOptions,
): Promise<Signer> {
	return openColdkey(walletOf(session), unlocking(session, options));
}

/** Open the session's hotkey, asking for its password in the rare case that it is encrypted. */
export async function openSessionHotkey(
	session: Session,
	options: SessionKeyOptions,
): Promise<Signer> {
	return openHotkey(walletOf(session), session.hotkeyName, unlocking(session, options));
}

/** Warn once if other users may read or change files of the session's wallet. */
export async function warnOfLooseFiles(
	session: Session,
	names: readonly string[] = [session.walletName],
): Promise<void> {
	for (const sentence of await findLooseFiles(session.world.walletsDirectory, names)) {
		session.output.warn(sentence);
	}
}

export const walletOf = ({world, walletName}: Session) => ({
	directory: world.walletsDirectory,
	name: walletName,
});

/** How to open the session's keys: where passwords come from, and where to report progress. */
export const unlocking = (
	session: Session,
	{address, passwordFd}: Partial<SessionKeyOptions>,
): OpenOptions => ({
	address,
	password: passwordsOf(session, {fd: passwordFd}),
	signal: session.world.signal,
	onProgress: progressOf(session.world.report),
});
