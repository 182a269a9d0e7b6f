"""The door: who comes over the network says who they are before any page is shown."""

from __future__ import annotations

import streamlit as st

from dashboard import access
from dashboard.widgets.fault import faults_in_place, plain
from dashboard.widgets.signed_in import sign_out


def sign_in_form() -> None:
    """What a visitor sees who is not let in yet."""
    st.title("Seeing digits", anchor=False)
    way = access.way()
    if way == "closed":
        st.error(plain(access.fault()), icon=":material/lock:")
    elif way == "openid":
        _openid()
    else:
        _password()


def leave_button() -> None:
    """Who is signed in, and a way out; nothing at one's own machine."""
    way = access.way()
    if way == "open":
        return
    with st.sidebar.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"You are {plain(access.visitor().owner)}.", width="content")
        if st.button("Leave", key="leave", type="tertiary", icon=":material/logout:"):
            if way == "openid":
                st.logout()
            else:
                sign_out()
                st.rerun()


def _password() -> None:
    st.caption("A name, so that others see whose run is whose, and the password of the room.")
    with st.form("sign_in", width=360):
        name = st.text_input("Your name", max_chars=40, autocomplete="name")
        password = st.text_input("Password", type="password", max_chars=200, autocomplete="current-password")
        pressed = st.form_submit_button("Come in", type="primary", icon=":material/login:")
    if pressed:
        with faults_in_place():
            access.sign_in(name, password, st.context.ip_address or "")
            st.rerun()


def _openid() -> None:
    if access.is_refused():
        st.error("This login is not among those who may come in: ask whoever serves this.", icon=":material/lock:")
        st.button("Use another login", on_click=st.logout, icon=":material/logout:")
    else:
        st.caption("Others see whose run is whose by the name of your login.")
        st.button("Log in", on_click=st.login, type="primary", icon=":material/login:")
