/**
 * What the broker took this recently may not have reached the hosts: a host that is cut off is missed by the broker after
 * one and a half of its keepalive, which is 60 s with many libraries.
 */
export const RESEND_WINDOW_MS = 120_000;
