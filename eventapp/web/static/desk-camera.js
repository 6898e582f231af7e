// Reading codes with the camera: by the browser's own detector where there is one, else by jsQR, which is loaded now only.

import { keepPart } from "./desk-offline.js";

const EVERY_MS = 150;
const MOST_PIXELS = 640;

async function ownDetector() {
  if (!("BarcodeDetector" in self)) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => (await detector.detect(video))[0]?.rawValue || "";
}

const JSQR = new URL("vendor/jsqr/jsQR.js", import.meta.url).href;

function loadJsQR() {
  if (self.jsQR) return Promise.resolve();
  keepPart(JSQR).catch(() => {});
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = JSQR;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function vendoredDetector() {
  await loadJsQR();
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, MOST_PIXELS / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!canvas.width) return "";
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    return self.jsQR(data, width, height, { inversionAttempts: "dontInvert" })?.data || "";
  };
}

// Shows the picture in `video` and calls `found` with each text read; gives the function that ends it.
// Rejects where the browser gives no camera.
export async function openCamera(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: false, video: { facingMode: "environment" } });
  let isOpen = true;
  const close = () => {
    isOpen = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  try {
    const detect = (await ownDetector()) || (await vendoredDetector());
    video.srcObject = stream;
    await video.play();
    const look = async () => {
      if (!isOpen) return;
      if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        const text = await detect(video).catch(() => "");
        if (text && isOpen) found(text);
      }
      setTimeout(look, EVERY_MS);
    };
    look();
  } catch (error) {
    close();
    throw error;
  }
  return close;
}
