import type {Chain} from '../../blocks/chain.ts';
import {isLast, type Listener} from '../../pool/status.ts';
import type {Submitted} from '../../pool/pool.ts';
import {toHex} from '../../scale/bytes.ts';
import type {Hex} from '../../scale/type.ts';
import type {Methods} from '../json-rpc.ts';
import {RpcError} from '../rpc-error.ts';

/**
Delay between the statuses `inBlock` and `finalized`, in milliseconds. Both hold at once, but `@polkadot/api` drops a status that the next one overtakes while it is still reading the block.
*/
const finalityDelay = 100;

/** Methods that submit extrinsics and report their status. */
export function createAuthorMethods({pool}: Chain): Methods {
	return {
		author_submitExtrinsic: parameters => accepted(pool.submit(parameters.bytes(0))),
		author_submitAndWatchExtrinsic(parameters, connection) {
			const bytes = parameters.bytes(0);
			return connection.subscribe('author_extrinsicUpdate', ({send, end}) => {
				let timer: NodeJS.Timeout | undefined;
				const listener: Listener = status => {
					if (!isLast(status)) {
						send(status);
						return;
					}

					const last = () => {
						send(status);
						end();
					};

					timer = setTimeout(last, status === 'invalid' ? 0 : finalityDelay);
				};

				const hash = accepted(pool.submit(bytes, listener));
				return () => {
					clearTimeout(timer);
					pool.ignore(hash, listener);
				};
			});
		},
		author_unwatchExtrinsic: (parameters, connection) => connection.unsubscribe(parameters.text(0)),
		author_pendingExtrinsics: () => pool.ready().map(({bytes}) => toHex(bytes)),
	};
}

function accepted(submitted: Submitted): Hex {
	if (!submitted.ok) {
		const {code, message, data} = submitted.refusal;
		throw new RpcError(code, message, data);
	}

	return submitted.hash;
}
