/** Wait until a signal is aborted. Never rejects. */
export async function aborted(signal: AbortSignal): Promise<void> {
	await new Promise<void>(resolve => {
		signal.addEventListener(
			'abort',
			() => {
				resolve();
			},
			{once: true},
		);
		if (signal.aborted) {
			resolve();
		}
	});
}
