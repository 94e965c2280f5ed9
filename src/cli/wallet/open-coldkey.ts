import type {Signer} from '../../crypto/signer.ts';
import {openColdkey} from '../../wallet/open.ts';
import type {Session} from '../session.ts';
import {progressOf} from './new.ts';
import {passwordsOf} from './passwords.ts';

/** Open the coldkey of the session's wallet, asking for its password where it has one. */
export async function openSessionColdkey(
	{context, world, walletName}: Session,
	{passwordFd}: {readonly passwordFd?: number},
): Promise<Signer> {
	return openColdkey(
		{directory: world.walletsDirectory, name: walletName},
		{
			password: passwordsOf(context, {fd: passwordFd}),
			signal: world.signal,
			onProgress: progressOf(world.report),
		},
	);
}
