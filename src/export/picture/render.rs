//! SVG as PNG by resvg and as PDF by svg2pdf, equal on every machine: the font is part of the program.
//!
//! The font is DejaVu Sans Condensed, cut down to the scripts of names in policy documents; its
//! licence lies beside it.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb};
use std::io;
use std::sync::{Arc, OnceLock};

/// Pixels of a PNG for each pixel of the SVG.
const SCALE: f32 = 2.0;
/// The longest side of a PNG, in pixels.
const LONGEST: f32 = 8192.0;

/// The picture as PNG.
pub(super) fn png(svg: &str) -> io::Result<Vec<u8>> {
    let tree = tree(svg)?;
    let size = tree.size();
    let scale = SCALE.min(LONGEST / size.width().max(size.height()));
    let pixels = |side: f32| ((side * scale) as u32).max(1);
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| io::Error::other("the picture is too large for a PNG; SVG has no bounds"))?;
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixmap.as_mut(),
    );
    pixmap.encode_png().map_err(io::Error::other)
}

/// The picture as PDF of one page. Text is drawn: svg2pdf numbers the
/// fonts that it embeds in an order that changes from run to run.
pub(super) fn pdf(svg: &str) -> io::Result<Vec<u8>> {
    let page = svg2pdf::PageOptions { dpi: 96.0 };
    let options = svg2pdf::ConversionOptions {
        embed_text: false,
        ..svg2pdf::ConversionOptions::default()
    };
    let pdf = svg2pdf::to_pdf(&tree(svg)?, options, page)
        .map_err(|error| io::Error::other(error.to_string()))?;
    Ok(in_order(&pdf))
}

/// Puts the references that stand together in a dictionary of a PDF in the order of their names:
/// svg2pdf writes them in an order that changes from run to run. No byte behind them moves.
fn in_order(pdf: &[u8]) -> Vec<u8> {
    let is_reference = |line: &[u8]| {
        let words: Vec<&[u8]> = line.trim_ascii().split(|byte| *byte == b' ').collect();
        matches!(words[..], [name, _, _, b"R"] if name.starts_with(b"/"))
    };
    let (mut out, mut run) = (Vec::with_capacity(pdf.len()), Vec::new());
    let mut inside_stream = false;
    for line in pdf.split_inclusive(|byte| *byte == b'\n') {
        if !inside_stream && is_reference(line) {
            run.push(line);
            continue;
        }
        run.sort_unstable();
        out.extend(run.drain(..).flatten());
        out.extend(line);
        match line.trim_ascii() {
            b"stream" => inside_stream = true,
            line if line.ends_with(b"endstream") => inside_stream = false,
            _ => {}
        }
    }
    out.extend(run.into_iter().flatten());
    out
}

fn tree(svg: &str) -> io::Result<Tree> {
    let options = Options {
        fontdb: Arc::clone(fonts()),
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(io::Error::other)
}

/// The fonts, and no others: those of the machine would change the picture.
fn fonts() -> &'static Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS.get_or_init(|| {
        let mut fonts = usvg::fontdb::Database::new();
        fonts.load_font_data(include_bytes!("font/sans.ttf").to_vec());
        fonts.load_font_data(include_bytes!("font/sans-bold.ttf").to_vec());
        fonts.set_sans_serif_family("DejaVu Sans Condensed");
        Arc::new(fonts)
    })
}
