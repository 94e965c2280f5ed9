import {Buffer} from 'node:buffer';
import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {encryptExtrinsic} from '../../src/chain/transaction/shield.ts';
import {sealXchacha} from '../../src/crypto/seal-to-key.ts';
import {createShieldKey, parseShielded} from '../../src/devnet/shield/shield-key.ts';

const {BTOP_INTEROP_SDK: python} = process.env;
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe.skipIf(python === undefined)('the MEV shield, as the Python SDK 11.3.0 has it', () => {
	/** Run a script with the interpreter of the SDK; the arguments are bytes. */
	const runPython = (script: string, ...inputs: readonly Uint8Array[]) => {
		const words = ['-c', `import sys\n${script}`, ...inputs.map(input => toHex(input))];
		const hex = execFileSync(python!, words, {encoding: 'utf8'}).trim();
		return Uint8Array.from(Buffer.from(hex, 'hex'));
	};

	test.each([0, 1, 255, 256, 4000])(
		'what it encrypts and what we encrypt, of %d bytes, have one form and one reader',
		length => {
			const key = createShieldKey();
			const extrinsic = crypto.getRandomValues(new Uint8Array(length));
			const script = `from bittensor_core import encrypt_mlkem768
key, text = (bytes.fromhex(word) for word in sys.argv[1:])
print(encrypt_mlkem768(key, text, include_key_hash=True).hex())`;
			const theirs = runPython(script, key.publicKey, extrinsic);
			const ours = encryptExtrinsic(extrinsic, key.publicKey);
			expect(ours).toHaveLength(theirs.length);
			// The hash of the key, and the length of what is encapsulated.
			expect(toHex(ours.subarray(0, 18))).toBe(toHex(theirs.subarray(0, 18)));
			for (const ciphertext of [theirs, ours]) {
				expect(toHex(key.open(parseShielded(ciphertext)!)!)).toBe(toHex(extrinsic));
			}
		},
	);

	test('PyCryptodome decrypts what we encrypt', () => {
		const key = crypto.getRandomValues(new Uint8Array(32));
		const nonce = crypto.getRandomValues(new Uint8Array(24));
		const plaintext = crypto.getRandomValues(new Uint8Array(1000));
		const script = `from Crypto.Cipher import ChaCha20_Poly1305
key, nonce, box = (bytes.fromhex(word) for word in sys.argv[1:])
print(ChaCha20_Poly1305.new(key=key, nonce=nonce).decrypt_and_verify(box[:-16], box[-16:]).hex())`;
		expect(toHex(runPython(script, key, nonce, sealXchacha(plaintext, {key, nonce})))).toBe(
			toHex(plaintext),
		);
	});
});
